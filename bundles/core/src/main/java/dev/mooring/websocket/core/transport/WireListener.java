package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import java.nio.ByteBuffer;

/** Hears what happens on a wire, on the thread that reads from it, in order. */
public interface WireListener {

    /** The server has accepted. The first call, unless {@link #failed} is. {@link #deliver} follows. */
    void opened(Wire wire, Negotiated negotiated);

    /** A whole text message has come. May block, which makes the peer wait. {@link #deliver} follows. */
    void text(String text) throws InterruptedException;

    /**
     * A whole binary message has come. The buffer is the listener's from now on. May block, which makes the peer wait.
     * {@link #deliver} follows.
     */
    void binary(ByteBuffer data) throws InterruptedException;

    /** The peer has sent a close frame. The last call but for {@link #deliver}. */
    void closed(int code, String reason);

    /** There is no connection, or none any more. The last call but for {@link #deliver}. */
    void failed(WebSocketException failure);

    /**
     * What the calls before have brought can be taken to its handlers now, on this thread, unless others are at it
     * already. Runs code of others and may take any time; the wire reads on meanwhile, on another thread.
     */
    void deliver();
}
