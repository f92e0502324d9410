/**
 * From a request to connect to bytes on a socket and back. Tyrus is the protocol engine (framing, masking, UTF-8); the
 * handshake, sockets, deadlines, writing and the closing handshake are ours, behind Tyrus's {@code ClientContainer}
 * SPI. No type of Tyrus or of {@code jakarta.websocket} leaves this package.
 *
 * <p>Each connection has a thread that dials and then reads ({@code SocketWire}), and one that writes while there is
 * something to write ({@code FrameWriter}). Nothing is static. Calls {@code upgrade}, {@code dial}, {@code config} and
 * {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.transport;

import org.jspecify.annotations.NullMarked;
