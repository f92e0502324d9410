/**
 * From a request to connect to bytes on a socket and back. Tyrus is the protocol engine (framing, masking, UTF-8, the
 * handshake's keys); sockets, TLS, deadlines, writing and the closing handshake are ours, behind Tyrus's
 * {@code ClientContainer} SPI. No type of Tyrus or of {@code jakarta.websocket} leaves this package.
 *
 * <p>Each connection has a thread that dials and then reads ({@code SocketWire}), and one that writes while there is
 * something to write ({@code FrameWriter}). Nothing is static. No name is looked up here: only addresses that have been
 * judged are dialled. Calls {@code config} and {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.transport;

import org.jspecify.annotations.NullMarked;
