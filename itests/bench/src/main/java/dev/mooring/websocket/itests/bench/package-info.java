/** The runner: starts the server and a client process for each subject, asks them in turns, and prints the medians. */
@NullMarked
package dev.mooring.websocket.itests.bench;

import org.jspecify.annotations.NullMarked;
