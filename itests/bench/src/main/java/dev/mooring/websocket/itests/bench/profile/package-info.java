/** Reads flight recordings: where the time goes. */
@NullMarked
package dev.mooring.websocket.itests.bench.profile;

import org.jspecify.annotations.NullMarked;
