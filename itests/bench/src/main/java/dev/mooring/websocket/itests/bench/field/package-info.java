/** The subjects that are plain libraries, and the floor. */
@NullMarked
package dev.mooring.websocket.itests.bench.field;

import org.jspecify.annotations.NullMarked;
