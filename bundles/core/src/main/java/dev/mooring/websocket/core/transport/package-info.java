/**
 * From a request to connect to bytes on a socket and back. Tyrus is the protocol engine (framing, masking keys, pongs,
 * the answer to a close); sockets, deadlines, reading and writing are ours, behind Tyrus's {@code ClientContainer} SPI,
 * and so are the judgement on what comes in ({@code Inbound}) and the payload of what goes out ({@code Outbound}). No
 * type of Tyrus or of {@code jakarta.websocket} leaves this package.
 *
 * <p>One thread at a time reads from a connection's socket ({@code ReadersTurn}), and delivers what it reads; another
 * writes while there is something to write that the reader does not write itself ({@code FrameWriter}). When nothing
 * comes, nobody reads, and the {@code Lookout} of {@code socket} watches. Nothing is static. Calls {@code frame},
 * {@code deflate}, {@code upgrade}, {@code dial}, {@code socket}, {@code config} and {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.transport;

import org.jspecify.annotations.NullMarked;
