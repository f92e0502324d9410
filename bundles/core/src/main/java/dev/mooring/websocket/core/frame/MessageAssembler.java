package dev.mooring.websocket.core.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes messages of the data frames that have passed the {@link FrameGate}. */
public final class MessageAssembler {

    private static final char REPLACEMENT = '\uFFFD';

    private final FrameLimits limits;
    private final @Nullable Inflation inflation;
    private final MessageSink sink;

    // Of the message that comes in pieces.
    private final MessageBytes collected;
    private final Inflation.Output inflated = this::collectInflated;
    private Utf8Validator utf8 = new Utf8Validator();
    private boolean text;
    private boolean compressed;

    /** @param inflation null if messages may not be compressed */
    public MessageAssembler(FrameLimits limits, @Nullable Inflation inflation, MessageSink sink) {
        this.limits = limits;
        this.inflation = inflation;
        this.sink = sink;
        this.collected = new MessageBytes(limits.messageBytes());
    }

    /** So many bytes the message will have on the wire at least, if the peer tells the truth. */
    public void expect(long bytes) {
        collected.expect(bytes);
    }

    /**
     * Takes a frame; hands the message on if this is its last.
     *
     * @param opcode of this frame
     * @param rsv1 of this frame
     * @param payload belongs to the assembler from now on
     * @return what is wrong with the message; nothing may follow then
     */
    public @Nullable Violation take(int opcode, boolean rsv1, boolean last, byte[] payload) {
        if (opcode != FrameHeader.CONTINUATION) {
            text = opcode == FrameHeader.TEXT;
            compressed = rsv1;
            if (last && !rsv1) {
                return takeWhole(payload);
            }
        }
        Violation violation = compressed ? inflate(payload, last) : collect(payload, 0, payload.length);
        if (violation != null) {
            collected.clear();
        }
        return violation == null && last ? finish() : violation;
    }

    private @Nullable Violation takeWhole(byte[] payload) {
        if (!text) {
            sink.binary(ByteBuffer.wrap(payload));
            return null;
        }
        // The JDK replaces what is not UTF-8, and does that faster than anybody could look for it.
        String decoded = new String(payload, StandardCharsets.UTF_8);
        if (decoded.indexOf(REPLACEMENT) >= 0 && !isUtf8(payload)) {
            return notUtf8();
        }
        sink.text(decoded, payload.length);
        return null;
    }

    private static boolean isUtf8(byte[] bytes) {
        Utf8Validator whole = new Utf8Validator();
        return whole.accept(bytes, 0, bytes.length) && whole.isComplete();
    }

    private @Nullable Violation inflate(byte[] payload, boolean last) {
        if (inflation == null) {
            throw new IllegalStateException("a compressed message has passed, though there is no compression");
        }
        return inflation.inflate(payload, 0, payload.length, last, inflated);
    }

    private @Nullable Violation collectInflated(byte[] bytes, int offset, int length) {
        return length > limits.messageBytes() - collected.length()
                ? MessageRules.tooBig(limits)
                : collect(bytes, offset, length);
    }

    private @Nullable Violation collect(byte[] bytes, int offset, int length) {
        if (text && !utf8.accept(bytes, offset, length)) {
            return notUtf8();
        }
        collected.add(bytes, offset, length);
        return null;
    }

    private @Nullable Violation finish() {
        boolean whole = utf8.isComplete();
        boolean ascii = utf8.isAscii();
        utf8 = new Utf8Validator();
        // The sink may take its time; meanwhile nothing is here twice.
        if (!text) {
            ByteBuffer data = ByteBuffer.wrap(collected.exactly());
            collected.clear();
            sink.binary(data);
        } else if (whole) {
            int length = collected.length();
            String decoded = collected.decode(ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            collected.clear();
            sink.text(decoded, length);
        } else {
            return notUtf8();
        }
        return null;
    }

    private static Violation notUtf8() {
        return Violation.notUtf8("a text that is not UTF-8");
    }
}
