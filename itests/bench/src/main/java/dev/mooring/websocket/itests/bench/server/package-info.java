/** The server: one process, raw sockets, frames made beforehand, so that what is measured is the client. */
@NullMarked
package dev.mooring.websocket.itests.bench.server;

import org.jspecify.annotations.NullMarked;
