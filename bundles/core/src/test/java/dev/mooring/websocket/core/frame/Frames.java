package dev.mooring.websocket.core.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as a server writes them, or should not. */
final class Frames {

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Frames start() {
        return new Frames();
    }

    Frames text(String text) {
        return frame(FIN | TEXT, utf8(text));
    }

    Frames binary(byte... payload) {
        return frame(FIN | BINARY, payload);
    }

    Frames close(int code, String reason) {
        byte[] text = utf8(reason);
        return frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    Frames frame(int first, String payload) {
        return frame(first, utf8(payload));
    }

    Frames frame(int first, byte... payload) {
        return header(first, payload.length).raw(payload);
    }

    /** Only the header, with its length in the shortest form. */
    Frames header(int first, long length) {
        if (length < 126) {
            return raw(first, (int) length);
        }
        return length < 65536 ? header16(first, (int) length) : header64(first, length);
    }

    Frames header16(int first, int length) {
        return raw(first, 126)
                .raw(ByteBuffer.allocate(2).putShort((short) length).array());
    }

    Frames header64(int first, long length) {
        return raw(first, 127).raw(ByteBuffer.allocate(8).putLong(length).array());
    }

    Frames raw(int... some) {
        for (int one : some) {
            bytes.write(one);
        }
        return this;
    }

    Frames raw(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
