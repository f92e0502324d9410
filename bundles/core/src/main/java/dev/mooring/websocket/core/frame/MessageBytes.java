package dev.mooring.websocket.core.frame;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * A message as far as it is there. Grows with what has really come: what the peer says is still to come only keeps it
 * from growing further than needed.
 */
final class MessageBytes {

    /** What a message in pieces gets to begin with, whatever its length is said to be. */
    private static final int FIRST_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final int most;

    private byte[] bytes = NOTHING;
    private int length;
    private long expected;

    /** @param most how long a message may be */
    MessageBytes(int most) {
        this.most = most;
    }

    void expect(long inAll) {
        expected = inAll;
    }

    void add(byte[] source, int offset, int count) {
        if (count > bytes.length - length) {
            grow(length + count);
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void grow(int needed) {
        long ample = Math.max(2L * needed, FIRST_BYTES);
        long enough = Math.min(ample, expected >= needed ? expected : most);
        bytes = Arrays.copyOf(bytes, (int) enough);
    }

    int length() {
        return length;
    }

    String decode(Charset charset) {
        return new String(bytes, 0, length, charset);
    }

    /** What is there, without what there was room for. */
    byte[] exactly() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
        expected = 0;
    }
}
