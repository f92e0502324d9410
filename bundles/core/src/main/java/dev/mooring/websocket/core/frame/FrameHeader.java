package dev.mooring.websocket.core.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The header of a frame (RFC 6455, section 5.2), read over and over again. */
final class FrameHeader {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    private static final int PONG = 10;

    /** Without a mask, which servers must not use. */
    static final int MAX_BYTES = 10;

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int OPCODE = 0x0F;
    private static final int RSV2_AND_3 = 0x30;
    private static final int CONTROL = 0x08;
    private static final int LENGTH = 0x7F;
    private static final int LONGEST_SHORT = 125;
    private static final int TWO_MORE_BYTES = 126;
    private static final int EIGHT_MORE_BYTES = 127;
    private static final int LONGEST_MEDIUM = 0xFFFF;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private int first;
    private boolean masked;
    private int size;
    private long payload;

    /**
     * Reads the header that begins there.
     *
     * @return how many bytes it has, or 0 if more of it has to come
     */
    int read(byte[] bytes, int at, int end) {
        if (end - at < 2) {
            return 0;
        }
        first = bytes[at];
        masked = bytes[at + 1] < 0;
        int length = bytes[at + 1] & LENGTH;
        size = 2;
        payload = length;
        // What is wrong already needs no length.
        if (length <= LONGEST_SHORT || masked || isControl()) {
            return size;
        }
        size = length == TWO_MORE_BYTES ? 2 + Short.BYTES : 2 + Long.BYTES;
        if (end - at < size) {
            return 0;
        }
        payload = length == TWO_MORE_BYTES
                ? (short) SHORTS.get(bytes, at + 2) & LONGEST_MEDIUM
                : (long) LONGS.get(bytes, at + 2);
        return size;
    }

    /**
     * What is wrong with this header, whatever came before it.
     *
     * @param compression whether both sides have agreed on it
     */
    @Nullable
    Violation fault(boolean compression) {
        if ((first & RSV2_AND_3) != 0) {
            return Violation.protocol("a frame with a reserved bit");
        }
        if (isCompressed() && (!compression || isControl() || opcode() == CONTINUATION)) {
            return Violation.protocol("a frame with the reserved bit 1 where it has no meaning");
        }
        if (!isKnown(opcode())) {
            return Violation.protocol("a frame with the unknown opcode " + opcode());
        }
        if (masked) {
            return Violation.protocol("a masked frame");
        }
        if (isControl()) {
            return controlFault();
        }
        if (payload < 0) {
            return Violation.protocol("a frame whose length has the highest bit set");
        }
        if (size != sizeFor(payload)) {
            return Violation.protocol("a frame whose length is not written in the shortest way");
        }
        return null;
    }

    private @Nullable Violation controlFault() {
        if (!isFinal()) {
            return Violation.protocol("a control frame in fragments");
        }
        if (payload > LONGEST_SHORT) {
            return Violation.protocol("a control frame of more than 125 bytes");
        }
        return null;
    }

    private static boolean isKnown(int opcode) {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }

    private static int sizeFor(long payload) {
        if (payload <= LONGEST_SHORT) {
            return 2;
        }
        return payload <= LONGEST_MEDIUM ? 2 + Short.BYTES : 2 + Long.BYTES;
    }

    /**
     * Writes a header without a mask.
     *
     * @return how many bytes it has
     */
    static int write(byte[] target, int first, int payload) {
        target[0] = (byte) first;
        int size = sizeFor(payload);
        switch (size) {
            case 2 -> target[1] = (byte) payload;
            case 2 + Short.BYTES -> {
                target[1] = TWO_MORE_BYTES;
                SHORTS.set(target, 2, (short) payload);
            }
            default -> {
                target[1] = EIGHT_MORE_BYTES;
                LONGS.set(target, 2, (long) payload);
            }
        }
        return size;
    }

    /** The first byte but for FIN. */
    int opcodeAndBits() {
        return first & (RSV1 | OPCODE);
    }

    int opcode() {
        return first & OPCODE;
    }

    boolean isFinal() {
        return (first & FIN) != 0;
    }

    boolean isCompressed() {
        return (first & RSV1) != 0;
    }

    boolean isControl() {
        return (first & CONTROL) != 0;
    }

    long payload() {
        return payload;
    }
}
