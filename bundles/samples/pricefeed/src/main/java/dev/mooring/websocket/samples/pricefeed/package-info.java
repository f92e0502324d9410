/** A feed that is only listened to: each message is a trade, in JSON. What goes wrong is reported in words. */
@NullMarked
package dev.mooring.websocket.samples.pricefeed;

import org.jspecify.annotations.NullMarked;
