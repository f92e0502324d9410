package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Hears what happens on a wire, on the thread that reads from it, in order. */
public interface WireListener {

    /** The server has accepted. The first call, unless {@link #failed} is. */
    void opened(Wire wire, Optional<String> subprotocol);

    /** A whole text message has come. May block, which makes the peer wait. */
    void text(String text) throws InterruptedException;

    /**
     * A whole binary message has come. The buffer is the listener's from now on. May block, which makes the peer wait.
     */
    void binary(ByteBuffer data) throws InterruptedException;

    /** The peer has sent a close frame. The last call. */
    void closed(int code, String reason);

    /** There is no connection, or none any more. The last call. */
    void failed(WebSocketException failure);
}
