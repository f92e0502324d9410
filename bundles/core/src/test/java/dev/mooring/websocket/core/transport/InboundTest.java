package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.core.frame.FrameLimits;
import dev.mooring.websocket.core.frame.MessageSink;
import dev.mooring.websocket.core.frame.PeerClose;
import dev.mooring.websocket.core.frame.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way in with the real Tyrus in it. */
class InboundTest {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    private final List<String> messages = new ArrayList<>();
    private final Inbound inbound = new Inbound(new FrameLimits(1 << 20, 1 << 20), new Recorder());
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private InMemory.Connected tyrus;

    @BeforeEach
    void connect() throws Exception {
        tyrus = InMemory.connect(inbound.receiver(), new Outbound());
        inbound.open(tyrus.reader(), null);
    }

    @Test
    void messagesPassThroughTyrusHoweverTheyAreCut() {
        String large = "\u20acuro".repeat(20_000);
        for (int part : new int[] {1 << 20, 16_384, 1000, 1}) {
            messages.clear();
            stream.reset();
            frame(TEXT, "one");
            frame(BINARY, "two");
            frame(0x01, "th");
            frame(PING, "?");
            frame(0x80, "ree");
            frame(TEXT, large);
            frame(TEXT, "");

            feedInParts(part);

            assertThat(messages).containsExactly("text one", "binary 74776f", "text three", "text " + large, "text ");
        }
    }

    @Test
    void tyrusAnswersPings() {
        frame(PING, "a");
        frame(PING, "");
        feedInParts(3);

        assertThat(answers()).containsExactly(PONG + " 61", PONG + " ");
    }

    @Test
    void tyrusAnswersTheCloseWhoseCodeIsKept() {
        frame(TEXT, "last");
        frame(CLOSE, new byte[] {0x0F, (byte) 0xA2, 'x'});
        frame(PING, "too late");
        feedInParts(4);

        assertThat(messages).containsExactly("text last");
        assertThat(inbound.peerClose()).isEqualTo(new PeerClose(4002, "x"));
        assertThat(inbound.violation()).isNull();
        assertThat(answers()).containsExactly(CLOSE + " 0fa278");
    }

    @Test
    void aCodeThatTyrusDoesNotKnowIsNoOffence() {
        frame(CLOSE, new byte[] {0x03, (byte) 0xF6});
        feedInParts(100);

        assertThat(inbound.peerClose()).isEqualTo(new PeerClose(1014, ""));
        assertThat(answers()).containsExactly(CLOSE + " 03e8");
    }

    @Test
    void afterAViolationNothingIsDeliveredOrAnswered() {
        frame(TEXT, "good");
        frame(TEXT, new byte[] {(byte) 0xFF});
        frame(TEXT, "late");
        frame(PING, "late");
        frame(CLOSE, "");
        feedInParts(1000);

        assertThat(messages).containsExactly("text good");
        assertThat(inbound.violation()).isEqualTo(new Violation(1007, "a text that is not UTF-8"));
        assertThat(answers()).isEmpty();
    }

    @Test
    void whatWeDiscardIsNeitherDeliveredNorAnsweredButTheCloseIsSeen() {
        frame(TEXT, "before");
        stream.writeBytes(new byte[] {(byte) TEXT, 100, 'a', 'b'});
        feedInParts(1000);

        inbound.discard();
        stream.reset();
        stream.writeBytes(new byte[98]);
        frame(TEXT, "after");
        frame(PING, "after");
        frame(CLOSE, new byte[] {0x03, (byte) 0xE8});
        feedInParts(10);

        assertThat(messages).containsExactly("text before");
        assertThat(answers()).isEmpty();
        assertThat(inbound.peerClose()).isEqualTo(new PeerClose(1000, ""));
    }

    @Test
    void whatTheSinkThrowsIsNotLostInTyrus() {
        frame(TEXT, "throw");
        frame(TEXT, "late");

        assertThatThrownBy(() -> feedInParts(1000)).hasMessage("thrown by the sink");
        assertThat(messages).isEmpty();
    }

    private List<String> answers() {
        return tyrus.written().stream().map(InboundTest::unmasked).toList();
    }

    private static String unmasked(byte[] frame) {
        byte[] payload = new byte[frame.length - 6];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (frame[6 + i] ^ frame[2 + i % 4]);
        }
        return (frame[0] & 0xFF) + " " + HexFormat.of().formatHex(payload);
    }

    private void feedInParts(int size) {
        byte[] bytes = stream.toByteArray();
        for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length - at)) {
            inbound.feed(bytes, at, Math.min(size, bytes.length - at));
        }
    }

    private void frame(int first, String payload) {
        frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int first, byte[] payload) {
        stream.write(first);
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

    private final class Recorder implements MessageSink {

        @Override
        public void text(String text, int utf8Bytes) {
            if (text.equals("throw")) {
                throw new IllegalStateException("thrown by the sink");
            }
            messages.add("text " + text);
        }

        @Override
        public void binary(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            messages.add("binary " + HexFormat.of().formatHex(bytes));
        }
    }
}
