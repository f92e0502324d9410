/**
 * A connection that comes back. When to connect again is decided by a rule, which knows no clock and no connection; the
 * component does what the rule says, with a timer that ends when the component does.
 */
@NullMarked
package dev.mooring.websocket.samples.reconnecting;

import org.jspecify.annotations.NullMarked;
