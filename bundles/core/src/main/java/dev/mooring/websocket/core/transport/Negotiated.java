package dev.mooring.websocket.core.transport;

import java.util.Optional;

/**
 * What both sides have agreed on in the opening handshake.
 *
 * @param subprotocol that the server chose
 * @param extensions in use, as in the field {@code Sec-WebSocket-Extensions}
 */
public record Negotiated(Optional<String> subprotocol, Optional<String> extensions) {

    public static final Negotiated NOTHING = new Negotiated(Optional.empty(), Optional.empty());
}
