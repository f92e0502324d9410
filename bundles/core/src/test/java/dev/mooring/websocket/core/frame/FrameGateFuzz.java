package dev.mooring.websocket.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a server sends after the handshake, and however it is cut: what comes of it is what a slow reader makes of
 * it.
 */
class FrameGateFuzz {

    private static final FrameLimits LIMITS = new FrameLimits(300, 200);

    static Stream<Arguments> seeds() {
        return Stream.of(
                        Frames.start().text("hello").binary((byte) 1, (byte) 2).close(1000, "bye"),
                        Frames.start()
                                .frame(Frames.TEXT, "on")
                                .frame(Frames.FIN | Frames.PING, "p")
                                .frame(Frames.CONTINUATION, "e ")
                                .frame(Frames.FIN | Frames.CONTINUATION, "\u20ac\ud83d\ude00"),
                        Frames.start().frame(Frames.BINARY, new byte[150]).frame(0x80, new byte[150]),
                        Frames.start().text("x".repeat(200)).frame(Frames.FIN | Frames.TEXT, (byte) 0xE2, (byte) 0x82),
                        Frames.start().frame(Frames.FIN | Frames.CLOSE).text("late"),
                        Frames.start().close(1005, ""),
                        Frames.start().header64(Frames.FIN | Frames.BINARY, Long.MAX_VALUE),
                        Frames.start().header64(Frames.FIN | Frames.BINARY, -1),
                        Frames.start().header16(Frames.FIN | Frames.BINARY, 3).raw(1, 2, 3),
                        Frames.start().raw(0x81, 0x81, 0, 0, 0, 0, 'a'),
                        Frames.start().raw(0xC1, 1, 'a'),
                        Frames.start().raw(0x83, 1, 'a'),
                        Frames.start().raw(0x09, 0))
                .map(frames -> Arguments.of(frames.bytes(), 5L));
    }

    @MethodSource("seeds")
    @FuzzTest
    void cutsChangeNothingAndTheSlowReaderAgrees(byte @NotNull [] stream, long cuts) {
        FrameReader atOnce = new FrameReader(LIMITS);
        atOnce.feed(stream);
        FrameReader inParts = new FrameReader(LIMITS);
        Random random = new Random(cuts);
        for (int at = 0; at < stream.length; ) {
            int end = at + 1 + random.nextInt(Math.min(20, stream.length - at));
            inParts.feed(stream, at, end);
            at = end;
        }

        List<String> expected = new SlowReader(stream).outcome();
        assertThat(codesOnly(atOnce.outcome())).isEqualTo(expected);
        // A part of a text that is none shows before its frame is whole.
        assertThat(codesOnly(inParts.outcome())).isEqualTo(expected);
    }

    /** Of a violation, only the code: the text is for people. */
    private static List<String> codesOnly(List<String> outcome) {
        return outcome.stream()
                .map(event -> event.matches("(?s)10(02|07|09) .*") ? event.substring(0, 4) : event)
                .toList();
    }

    /** Straight from the RFC, with all bytes at hand and without a thought of speed. */
    private static final class SlowReader {

        private final ByteBuffer in;
        private final List<String> events = new ArrayList<>();
        private final List<Byte> message = new ArrayList<>();
        private int messageOpcode;
        private int emptyFragments;
        private boolean over;

        SlowReader(byte[] stream) {
            in = ByteBuffer.wrap(stream);
        }

        List<String> outcome() {
            while (!over && readsFrame()) {
                // All of it.
            }
            return events;
        }

        private void fail(int code) {
            events.add(Integer.toString(code));
            over = true;
        }

        private boolean readsFrame() {
            if (in.remaining() < 2) {
                return false;
            }
            boolean fin = in.get(in.position()) < 0;
            int bits = in.get(in.position()) & 0x70;
            int opcode = in.get() & 0x0F;
            boolean masked = in.get(in.position()) < 0;
            long length = in.get() & 0x7F;
            boolean control = opcode >= 8;
            boolean wrongSize = false;
            if (!control && !masked && length >= 126) {
                int more = length == 126 ? 2 : 8;
                if (in.remaining() < more) {
                    return false;
                }
                wrongSize = more == 2 ? (length = in.getShort() & 0xFFFF) < 126 : (length = in.getLong()) < 65536;
            }
            boolean known = List.of(0, 1, 2, 8, 9, 10).contains(opcode);
            if (bits != 0 || masked || !known || (control && (!fin || length > 125)) || wrongSize) {
                fail(1002);
            } else if (!control && (opcode == 0) != (messageOpcode != 0)) {
                fail(1002);
            } else if (!control && (length > LIMITS.frameBytes() || message.size() + length > LIMITS.messageBytes())) {
                fail(1009);
            } else if (control) {
                return readsControl(opcode, (int) length);
            } else {
                return readsData(fin, opcode, (int) length);
            }
            return false;
        }

        private boolean readsControl(int opcode, int length) {
            if (in.remaining() < length) {
                return false;
            }
            byte[] payload = new byte[length];
            in.get(payload);
            if (opcode == 8 && isBadClose(payload)) {
                return false;
            }
            events.add(opcode + " " + HexFormat.of().formatHex(payload));
            if (opcode == 8) {
                over = true;
                int code = length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
                String reason = length == 0 ? "" : new String(payload, 2, length - 2, StandardCharsets.UTF_8);
                events.add("closed " + code + " " + reason);
            }
            return true;
        }

        private boolean isBadClose(byte[] payload) {
            if (payload.length == 0) {
                return false;
            }
            int code = payload.length == 1 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
            if (code < 1000
                    || code > 4999
                    || (code > 1014 && code < 3000)
                    || List.of(1004, 1005, 1006).contains(code)) {
                fail(1002);
            } else if (decoded(ByteBuffer.wrap(payload, 2, payload.length - 2)) == null) {
                fail(1007);
            }
            return over;
        }

        private boolean readsData(boolean fin, int opcode, int length) {
            if (opcode != 0) {
                messageOpcode = opcode;
                emptyFragments = 0;
            }
            if (length == 0 && !fin && ++emptyFragments > MessageRules.MAX_EMPTY_FRAGMENTS) {
                fail(1009);
                return false;
            }
            boolean whole = in.remaining() >= length;
            for (int i = 0; i < length && in.hasRemaining(); i++) {
                message.add(in.get());
            }
            byte[] bytes = new byte[message.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = message.get(i);
            }
            if (messageOpcode == 1 && !canBeginText(bytes)) {
                fail(1007);
                return false;
            }
            if (!whole || !fin) {
                return whole;
            }
            if (messageOpcode == 2) {
                events.add("binary " + HexFormat.of().formatHex(bytes));
            } else {
                String text = decoded(ByteBuffer.wrap(bytes));
                if (text == null) {
                    fail(1007);
                    return false;
                }
                events.add("text " + text);
            }
            message.clear();
            messageOpcode = 0;
            return true;
        }

        /** Some end makes a text of it. */
        private static boolean canBeginText(byte[] bytes) {
            return canBeginText(bytes, 3);
        }

        private static boolean canBeginText(byte[] bytes, int more) {
            if (decoded(ByteBuffer.wrap(bytes)) != null) {
                return true;
            }
            for (int next = 0x80; more > 0 && next <= 0xA0; next += 0x20) {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                longer[bytes.length] = (byte) next;
                if (canBeginText(longer, more - 1)) {
                    return true;
                }
            }
            return false;
        }

        private static String decoded(ByteBuffer bytes) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
