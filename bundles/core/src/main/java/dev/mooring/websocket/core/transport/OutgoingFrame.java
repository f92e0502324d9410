package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** A frame on its way out, as it goes over the wire. */
final class OutgoingFrame {

    private static final int OPCODE_BITS = 0x0F;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private final ByteBuffer bytes;

    /** Null once told what became of the frame. */
    private final AtomicReference<@Nullable CompletionHandler<ByteBuffer>> sender;

    OutgoingFrame(ByteBuffer bytes, @Nullable CompletionHandler<ByteBuffer> sender) {
        this.bytes = bytes;
        this.sender = new AtomicReference<>(sender);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Who has to be told. To one caller only; null to all others. */
    @Nullable
    CompletionHandler<ByteBuffer> takeSender() {
        return sender.getAndSet(null);
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
