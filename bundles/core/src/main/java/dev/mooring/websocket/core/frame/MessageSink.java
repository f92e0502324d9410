package dev.mooring.websocket.core.frame;

import java.nio.ByteBuffer;

/** Where whole messages go, in order. May block, which makes the peer wait. */
public interface MessageSink {

    /**
     * A text message has come.
     *
     * @param utf8Bytes how long it was in UTF-8
     */
    void text(String text, int utf8Bytes);

    /** A binary message has come. The buffer is the sink's from now on. */
    void binary(ByteBuffer data);
}
