package dev.mooring.websocket.itests.bench.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Frames as a server sends them (RFC 6455, section 5.2): whole messages, not masked. */
final class Frames {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int FIN = 0x80;
    static final int SHORT_LENGTH = 126;
    static final int LONG_LENGTH = 127;

    private static final int MAX_HEADER = 10;
    private static final int MAX_SHORT = 0xffff;

    private Frames() {}

    static ByteBuffer text(String text) {
        return frame(TEXT, text.getBytes(US_ASCII));
    }

    static ByteBuffer frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER + payload.length);
        put(frame, opcode, payload);
        return frame.flip();
    }

    static void put(ByteBuffer target, int opcode, byte[] payload) {
        target.put((byte) (FIN | opcode));
        if (payload.length < SHORT_LENGTH) {
            target.put((byte) payload.length);
        } else if (payload.length <= MAX_SHORT) {
            target.put((byte) SHORT_LENGTH).putShort((short) payload.length);
        } else {
            target.put((byte) LONG_LENGTH).putLong(payload.length);
        }
        target.put(payload);
    }

    static void writeFully(WritableByteChannel peer, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            peer.write(data);
        }
    }
}
