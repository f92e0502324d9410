package dev.mooring.websocket.itests.bench.subject;

import java.nio.ByteBuffer;

/** Gets whole messages. The calls for one connection don't overlap. */
public interface Receiver {

    void text(String text);

    /** The buffer is good for this call only. */
    void binary(ByteBuffer data);
}
