/**
 * A service that wants to know who comes: a token goes out with the upgrade request, a subprotocol is agreed on, and
 * the first message, sent when the connection is open, says which room to join.
 */
@NullMarked
package dev.mooring.websocket.samples.chat;

import org.jspecify.annotations.NullMarked;
