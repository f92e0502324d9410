/** The bundle that uses Mooring, as any extension does: through its service and nothing else. */
@NullMarked
package dev.mooring.websocket.itests.bench.extension;

import org.jspecify.annotations.NullMarked;
