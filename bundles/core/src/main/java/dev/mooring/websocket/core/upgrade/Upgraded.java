package dev.mooring.websocket.core.upgrade;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A connection that speaks WebSocket from now on.
 *
 * @param subprotocol that the server chose among those offered
 * @param extensions the values of the server's Sec-WebSocket-Extensions headers, to be judged by whoever made the
 *     offer; none if there was no offer
 * @param rest what the server has sent already
 */
public record Upgraded(Socket socket, Optional<String> subprotocol, List<String> extensions, ByteBuffer rest) {}
