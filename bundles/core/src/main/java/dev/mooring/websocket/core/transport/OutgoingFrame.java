package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** A frame on its way out, as it goes over the wire. */
final class OutgoingFrame {

    private static final int OPCODE_BITS = 0x0F;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private final ByteBuffer bytes;

    /** Null once told what became of the frame. Guarded by the writer. */
    private @Nullable CompletionHandler<ByteBuffer> sender;

    OutgoingFrame(ByteBuffer bytes, @Nullable CompletionHandler<ByteBuffer> sender) {
        this.bytes = bytes;
        this.sender = sender;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Who has to be told. To one caller only; null to all others. */
    @Nullable
    CompletionHandler<ByteBuffer> takeSender() {
        CompletionHandler<ByteBuffer> untold = sender;
        sender = null;
        return untold;
    }

    boolean isClose() {
        return opcode() == CLOSE;
    }

    boolean isPong() {
        return opcode() == PONG;
    }

    private int opcode() {
        return bytes.get(0) & OPCODE_BITS;
    }
}
