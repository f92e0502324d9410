/** The bundle beside it: sets the limit of connections, and counts events on the bus when asked to. */
@NullMarked
package dev.mooring.websocket.itests.bench.platform;

import org.jspecify.annotations.NullMarked;
