package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.dial.Dialled;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A connection that speaks WebSocket from now on.
 *
 * @param subprotocol that the server chose among those offered
 * @param compression that both sides have agreed on
 * @param rest what the server has sent already
 */
public record Upgraded(
        Dialled dialled, Optional<String> subprotocol, Optional<DeflateAgreement> compression, ByteBuffer rest) {}
