/**
 * From a socket that is connected to one that is secure: TLS 1.2 and 1.3, with the JDK's engine. The certificate must
 * name the host of the URL, whoever vouches for it. Whom to trust and what to show is asked of the platform's services,
 * and read from the Java runtime's own files, for each connection; one {@code SSLContext} serves all connections with
 * the same answers, so that sessions can be resumed. What goes wrong is told in words.
 *
 * <p>Blocks on the connection's own thread, until somebody closes the socket below. No lock is held during a handshake
 * or while code of others is called. Calls {@code url}, {@code log}, and the services of the platform.
 */
@NullMarked
package dev.mooring.websocket.core.tls;

import org.jspecify.annotations.NullMarked;
