/** What is measured, seen from the harness: a way to connect, to send and to be called. Shared with the bundles. */
@NullMarked
package dev.mooring.websocket.itests.bench.subject;

import org.jspecify.annotations.NullMarked;
