/**
 * The opening handshake (RFC 6455, section 4): the request as the extension wants it, and the answer, judged. Over
 * redirects, each of which passes the rules and is dialled anew, and with credentials, which never leave the server
 * that they are for. Owns no lock; the one thread it starts asks for credentials. Calls {@code dial},
 * {@code credentials}, {@code deflate}, {@code socket} and {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.upgrade;

import org.jspecify.annotations.NullMarked;
