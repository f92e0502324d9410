package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One frame (RFC 6455, section 5.2): as a server sends it, without a mask, or as it came from a client. Checks nothing,
 * so that it can be wrong.
 *
 * @param fin whether it is the last of its message
 * @param compressed whether the first reserved bit is set (RFC 7692, section 6)
 * @param opcode 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
 * @param masked whether it came with a mask, as a client's must
 * @param payload without its mask, read-only
 */
public record RawFrame(boolean fin, boolean compressed, int opcode, boolean masked, ByteBuffer payload) {

    /** The opcode of a frame that goes on with a message. */
    public static final int CONTINUATION = 0;

    /** The opcode of a text message's first frame. */
    public static final int TEXT = 1;

    /** The opcode of a binary message's first frame. */
    public static final int BINARY = 2;

    /** The opcode of a close frame. */
    public static final int CLOSE = 8;

    /** The opcode of a ping. */
    public static final int PING = 9;

    /** The opcode of a pong. */
    public static final int PONG = 10;

    /**
     * The bytes, ready to be read.
     *
     * @return a view of its own for each call
     */
    @Override
    public ByteBuffer payload() {
        return payload.asReadOnlyBuffer();
    }

    /**
     * The payload as text.
     *
     * @return the bytes, taken as UTF-8
     */
    public String text() {
        return UTF_8.decode(payload()).toString();
    }

    /**
     * The code of a close frame.
     *
     * @return nothing when it has none, or is not a close frame
     */
    public OptionalInt closeCode() {
        return opcode == CLOSE && payload.remaining() >= 2
                ? OptionalInt.of(Short.toUnsignedInt(payload().getShort()))
                : OptionalInt.empty();
    }

    /**
     * Makes a whole text message.
     *
     * @param text the message
     * @return the frame's bytes
     */
    public static byte[] text(String text) {
        return of(true, TEXT, text.getBytes(UTF_8));
    }

    /**
     * Makes a whole binary message.
     *
     * @param bytes the message
     * @return the frame's bytes
     */
    public static byte[] binary(byte... bytes) {
        return of(true, BINARY, bytes);
    }

    /**
     * Makes a close frame.
     *
     * @param code of the close
     * @param reason of the close
     * @return the frame's bytes
     */
    public static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return of(
                true,
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /**
     * Makes any frame, a fragment or a wrong one included.
     *
     * @param fin whether it is the last of its message
     * @param opcode 0 to 15
     * @param payload of the frame
     * @return the frame's bytes, without a mask
     */
    public static byte[] of(boolean fin, int opcode, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length);
        frame.put((byte) ((fin ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /**
     * Makes a frame with the first reserved bit set, as the first of a compressed message has it.
     *
     * @param fin whether it is the last of its message
     * @param opcode 0 to 15
     * @param payload of the frame, compressed already
     * @return the frame's bytes, without a mask
     */
    public static byte[] compressed(boolean fin, int opcode, byte... payload) {
        return of(fin, 0x40 | opcode, payload);
    }

    /** Reads what frames there are, and leaves off where one is not complete. */
    static List<RawFrame> in(ByteBuffer bytes) {
        List<RawFrame> frames = new ArrayList<>();
        while (bytes.remaining() >= 2) {
            int first = bytes.get();
            int second = bytes.get();
            boolean masked = (second & 0x80) != 0;
            int length = second & 0x7f;
            int more = (length == 126 ? 2 : length == 127 ? 8 : 0) + (masked ? 4 : 0);
            if (bytes.remaining() < more) {
                break;
            }
            long size =
                    length == 126 ? Short.toUnsignedInt(bytes.getShort()) : length == 127 ? bytes.getLong() : length;
            byte[] mask = new byte[4];
            if (masked) {
                bytes.get(mask);
            }
            if (bytes.remaining() < size) {
                break;
            }
            byte[] payload = new byte[(int) size];
            bytes.get(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            frames.add(new RawFrame(
                    (first & 0x80) != 0, (first & 0x40) != 0, first & 0x0f, masked, ByteBuffer.wrap(payload)));
        }
        return frames;
    }
}
