package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.transport.FrameScanner.PeerClose;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScannerTest {

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private final FrameScanner scanner = new FrameScanner();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65535, 65536, 100_000})
    void findsTheCloseFrameBehindAFrameOfAnyLength(int length) {
        frame(TEXT, new byte[length]);
        closeFrame(4001, "bye");

        scanner.scan(ByteBuffer.wrap(stream.toByteArray()));

        assertThat(scanner.peerClose()).isEqualTo(new PeerClose(4001, "bye"));
    }

    @Test
    void seesTheSameWhereverTheBytesAreCut() {
        frame(TEXT, new byte[200]);
        closeFrame(1000, "");

        for (byte one : stream.toByteArray()) {
            assertThat(scanner.peerClose()).isNull();
            scanner.scan(ByteBuffer.wrap(new byte[] {one}));
        }

        assertThat(scanner.peerClose()).isEqualTo(new PeerClose(1000, ""));
    }

    @Test
    void aCloseFrameWithoutACodeIs1005() {
        frame(CLOSE, new byte[0]);

        scanner.scan(ByteBuffer.wrap(stream.toByteArray()));

        assertThat(scanner.peerClose()).isEqualTo(new PeerClose(1005, ""));
    }

    @Test
    void payloadThatLooksLikeACloseFrameIsNone() {
        frame(TEXT, new byte[] {(byte) CLOSE, 0, (byte) CLOSE, 0});

        scanner.scan(ByteBuffer.wrap(stream.toByteArray()));

        assertThat(scanner.peerClose()).isNull();
    }

    private void closeFrame(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    private void frame(int firstByte, byte[] payload) {
        stream.write(firstByte);
        if (payload.length < 126) {
            stream.write(payload.length);
        } else if (payload.length < 65536) {
            stream.write(126);
            stream.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            stream.write(127);
            stream.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        stream.writeBytes(payload);
    }
}
