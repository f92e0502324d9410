/** A complete extension: says something to a WebSocket server, and logs what happens. */
@NullMarked
package dev.mooring.websocket.samples.echo;

import org.jspecify.annotations.NullMarked;
