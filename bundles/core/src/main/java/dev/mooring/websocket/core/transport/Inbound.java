package dev.mooring.websocket.core.transport;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.core.frame.FrameGate;
import dev.mooring.websocket.core.frame.FrameLimits;
import dev.mooring.websocket.core.frame.Inflation;
import dev.mooring.websocket.core.frame.MessageAssembler;
import dev.mooring.websocket.core.frame.MessageSink;
import dev.mooring.websocket.core.frame.PeerClose;
import dev.mooring.websocket.core.frame.Violation;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/**
 * The way in: bytes from the socket go through the gate to Tyrus, which takes the frames apart and answers pings and
 * closes, and the messages in them come back from it through the {@link MessageTap}.
 *
 * <p>One thread at a time feeds it, and may be held up there by the sink; {@link #discard()} is for all.
 */
final class Inbound {

    private final FrameLimits limits;
    private final MessageSink sink;

    // Set when the handshake is over.
    private @Nullable ReadHandler tyrus;
    private @Nullable FrameGate gate;
    private @Nullable MessageAssembler assembler;

    private @Nullable Violation badMessage;
    private @Nullable Throwable failure;
    private volatile boolean discarding;

    Inbound(FrameLimits limits, MessageSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** What the tap has to give the frames to. */
    MessageTap.Receiver receiver() {
        return new FromTyrus();
    }

    /**
     * The handshake is over.
     *
     * @param inflation null if messages may not be compressed
     */
    void open(ReadHandler reader, @Nullable Inflation inflation) {
        tyrus = reader;
        assembler = new MessageAssembler(limits, inflation, sink);
        gate = new FrameGate(limits, inflation != null, new ToTyrus());
    }

    /** Takes what has been read. Returns when the messages in it are with the sink. */
    void feed(byte[] bytes, int offset, int length) {
        requireNonNull(gate).feed(bytes, offset, length);
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    /** From now on nothing is kept, delivered or answered; only the peer's close frame is looked out for. */
    void discard() {
        discarding = true;
    }

    /** What the peer did that it must not do; nothing that came after it has been looked at. */
    @Nullable
    Violation violation() {
        return badMessage != null ? badMessage : requireNonNull(gate).violation();
    }

    /** The peer's close frame, once it is there as a whole. */
    @Nullable
    PeerClose peerClose() {
        return requireNonNull(gate).peerClose();
    }

    private boolean isListening() {
        return !discarding && badMessage == null && failure == null;
    }

    private final class ToTyrus implements FrameGate.Output {

        @Override
        public boolean pass(byte[] bytes, int offset, int length) {
            if (!discarding) {
                requireNonNull(tyrus).handle(ByteBuffer.wrap(bytes, offset, length));
            }
            return discarding || isListening();
        }

        @Override
        public void expect(long messageBytes) {
            requireNonNull(assembler).expect(messageBytes);
        }
    }

    /** Called inside {@link #feed}. Tyrus would lose what is thrown. */
    private final class FromTyrus implements MessageTap.Receiver {

        @Override
        public void take(int opcode, boolean rsv1, boolean last, byte[] payload) {
            if (isListening()) {
                try {
                    badMessage = requireNonNull(assembler).take(opcode, rsv1, last, payload);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
            }
        }

        @Override
        public boolean isListening() {
            return Inbound.this.isListening();
        }
    }
}
