package dev.mooring.websocket.itests.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads frames as clients send them. Payload that nobody asks for is skipped, not copied and not unmasked. */
final class FrameReader {

    private static final int SMALL_BYTES = 4096;
    private static final int LARGE_BYTES = 256 * 1024;
    private static final int MASK_BYTES = 4;
    private static final int LOW_NIBBLE = 0x0f;
    private static final int LENGTH_BITS = 0x7f;

    private final ReadableByteChannel peer;
    private final byte[] mask = new byte[MASK_BYTES];

    private ByteBuffer buffer = ByteBuffer.allocate(SMALL_BYTES).limit(0);
    private boolean last;
    private int opcode;
    private int length;

    FrameReader(ReadableByteChannel peer) {
        this.peer = peer;
    }

    /** One byte of what comes before the frames. */
    byte readByte() throws IOException {
        require(1);
        return buffer.get();
    }

    /** From now on much is read at a time: not a matter for those that only connect. */
    void enlarge() {
        buffer = ByteBuffer.allocateDirect(LARGE_BYTES).put(buffer).flip();
    }

    /** Goes to the next frame; the payload of this one must have been taken or skipped. False at the end. */
    boolean next() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return false;
        }
        require(2);
        byte first = buffer.get();
        last = (first & Frames.FIN) != 0;
        opcode = first & LOW_NIBBLE;
        length = buffer.get() & LENGTH_BITS;
        if (length == Frames.SHORT_LENGTH) {
            require(Short.BYTES);
            length = Short.toUnsignedInt(buffer.getShort());
        } else if (length == Frames.LONG_LENGTH) {
            require(Long.BYTES);
            length = Math.toIntExact(buffer.getLong());
        }
        require(MASK_BYTES);
        buffer.get(mask);
        return true;
    }

    boolean isLast() {
        return last;
    }

    int opcode() {
        return opcode;
    }

    void skip() throws IOException {
        int left = length;
        while (left > buffer.remaining()) {
            left -= buffer.remaining();
            buffer.position(buffer.limit());
            require(1);
        }
        buffer.position(buffer.position() + left);
    }

    byte[] payload() throws IOException {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; ) {
            require(1);
            int count = Math.min(length - i, buffer.remaining());
            buffer.get(payload, i, count);
            i += count;
        }
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % MASK_BYTES];
        }
        return payload;
    }

    private void require(int bytes) throws IOException {
        while (buffer.remaining() < bytes) {
            if (!fill()) {
                throw new EOFException("The client has gone");
            }
        }
    }

    private boolean fill() throws IOException {
        buffer.compact();
        try {
            return peer.read(buffer) > 0;
        } finally {
            buffer.flip();
        }
    }
}
