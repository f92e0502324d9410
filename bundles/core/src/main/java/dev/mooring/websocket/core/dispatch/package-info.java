/**
 * Events out: from a connection, through EventAdmin, to the handlers of its owner.
 *
 * <p>What travels over the bus is a sealed ticket, an object without fields on a topic of random bits; the event itself
 * waits in the connection's bounded {@code Inbox}. The thread that sends the ticket is the connection's lane. It calls
 * the handlers once the ticket has been accepted, or at once if EventAdmin is not there, does not answer in time, or
 * does not deliver to us. Only one lane of a connection is active at a time, and no lock is held while it calls
 * anybody.
 *
 * <p>Calls {@code thread} and {@code log}.
 */
@NullMarked
package dev.mooring.websocket.core.dispatch;

import org.jspecify.annotations.NullMarked;
