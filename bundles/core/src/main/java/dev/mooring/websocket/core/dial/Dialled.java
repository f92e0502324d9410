package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.core.socket.ChannelSocket;
import java.net.Socket;

/**
 * A connection to a host, or to a proxy that passes everything on.
 *
 * @param base what the connection is made of; closing it ends all that a thread is blocked in on either
 * @param top what to read from and write to: the same, or a layer of TLS above it
 */
public record Dialled(ChannelSocket base, Socket top) {}
