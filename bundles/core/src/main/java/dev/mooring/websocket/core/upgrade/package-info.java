/**
 * The HTTP part of the opening handshake (RFC 6455, section 4): the request as the extension wants it, and the answer,
 * judged. Calls {@code dial}.
 */
@NullMarked
package dev.mooring.websocket.core.upgrade;

import org.jspecify.annotations.NullMarked;
