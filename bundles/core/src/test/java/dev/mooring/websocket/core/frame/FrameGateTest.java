package dev.mooring.websocket.core.frame;

import static dev.mooring.websocket.core.frame.Frames.BINARY;
import static dev.mooring.websocket.core.frame.Frames.CLOSE;
import static dev.mooring.websocket.core.frame.Frames.CONTINUATION;
import static dev.mooring.websocket.core.frame.Frames.FIN;
import static dev.mooring.websocket.core.frame.Frames.PING;
import static dev.mooring.websocket.core.frame.Frames.PONG;
import static dev.mooring.websocket.core.frame.Frames.RSV1;
import static dev.mooring.websocket.core.frame.Frames.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come and what may not, wherever the bytes are cut. */
class FrameGateTest {

    private static final FrameLimits LIMITS = new FrameLimits(200, 150);
    private static final FrameLimits LARGE = new FrameLimits(1 << 20, 1 << 20);

    private static final byte[] EURO = Frames.utf8("\u20ac");

    // ---- what may come

    @Test
    void messagesComeInOrderEachAsWhatItIs() {
        assertOutcome(
                Frames.start()
                        .text("a")
                        .binary((byte) 1, (byte) 2)
                        .text("")
                        .binary()
                        .text("\u20ac\ud83d\ude00"),
                "text a",
                "binary 0102",
                "text ",
                "binary ",
                "text \u20ac\ud83d\ude00");
    }

    @Test
    void fragmentsBecomeOneMessageThoughControlFramesComeBetween() {
        assertOutcome(
                Frames.start()
                        .frame(TEXT, "on")
                        .frame(FIN | PING, "p")
                        .frame(CONTINUATION)
                        .frame(FIN | PONG)
                        .frame(CONTINUATION, "e ")
                        .frame(FIN | CONTINUATION, "message")
                        .frame(BINARY)
                        .frame(FIN | CONTINUATION),
                "9 70",
                "10 ",
                "text one message",
                "binary ");
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 4095, 16_381, 16_382, 16_384, 16_385, 65_535, 65_536, 200_000})
    void lengthsOfEverySize(int length) {
        byte[] stream = Frames.start()
                .frame(FIN | TEXT, "x".repeat(length))
                .frame(BINARY, new byte[length])
                .frame(FIN | CONTINUATION, new byte[length])
                .text("end")
                .bytes();

        List<String> expected = List.of("text " + "x".repeat(length), "binary " + "00".repeat(2 * length), "text end");
        for (int part : new int[] {length < 1000 ? 1 : 61, 1024, 8192, 16_384, 65_536, stream.length}) {
            assertThat(inParts(stream, part, LARGE)).isEqualTo(expected);
        }
    }

    @Test
    void manySmallOnesInOneRead() {
        Frames frames = Frames.start();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            frames.text("message " + i);
            expected.add("text message " + i);
        }

        assertThat(inParts(frames.bytes(), Integer.MAX_VALUE, LARGE)).isEqualTo(expected);
        assertThat(inParts(frames.bytes(), 999, LARGE)).isEqualTo(expected);
    }

    @Test
    void aCharacterMayBeCutByFragments() {
        assertOutcome(
                Frames.start().frame(TEXT, EURO[0]).frame(CONTINUATION, EURO[1]).frame(FIN | CONTINUATION, EURO[2]),
                "text \u20ac");
    }

    @Test
    void aCharacterThatReplacesOthersMayBeMeant() {
        assertOutcome(Frames.start().text("\ufffd"), "text \ufffd");
    }

    // ---- close frames

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void aCloseFrameIsTheLast(int code) {
        byte[] payload = {(byte) (code >> 8), (byte) code, 'b', 'y', 'e'};
        assertOutcome(
                Frames.start().text("a").close(code, "bye").text("b").raw(0xFF, 0xFF, 0xFF),
                "text a",
                "8 " + HexFormat.of().formatHex(payload),
                "closed " + code + " bye");
    }

    @Test
    void aCloseFrameWithoutACodeIs1005() {
        assertOutcome(Frames.start().frame(FIN | CLOSE), "8 ", "closed 1005 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void codesThatMustNotAppearOnTheWire(int code) {
        assertOutcome(Frames.start().text("a").close(code, ""), "text a", "1002 a close frame with the code " + code);
    }

    @Test
    void halfACode() {
        assertOutcome(Frames.start().frame(FIN | CLOSE, (byte) 3), "1002 a close frame with half a code");
    }

    @Test
    void aReasonThatIsNotUtf8() {
        assertOutcome(
                Frames.start().frame(FIN | CLOSE, (byte) 3, (byte) 0xE8, EURO[0], EURO[1]),
                "1007 a close frame whose reason is not UTF-8");
    }

    @Test
    void aReasonOfMoreThan123Bytes() {
        assertOutcome(
                Frames.start().text("a").close(1000, "x".repeat(124)),
                "text a",
                "1002 a control frame of more than 125 bytes");
    }

    // ---- what must not come

    @ParameterizedTest
    @CsvSource({
        "0x91, a frame with a reserved bit",
        "0xA2, a frame with a reserved bit",
        "0x99, a frame with a reserved bit",
        "0xC1, a frame with the reserved bit 1 where it has no meaning",
        "0xC9, a frame with the reserved bit 1 where it has no meaning",
        "0x83, a frame with the unknown opcode 3",
        "0x07, a frame with the unknown opcode 7",
        "0x8B, a frame with the unknown opcode 11",
        "0x8F, a frame with the unknown opcode 15",
        "0x80, a continuation of no message",
        "0x00, a continuation of no message",
        "0x08, a control frame in fragments",
        "0x09, a control frame in fragments",
        "0x0A, a control frame in fragments",
    })
    void firstBytesThatMustNotCome(String first, String text) {
        assertOutcome(
                Frames.start().text("a").frame(Integer.decode(first), "xx").text("b"), "text a", "1002 " + text);
    }

    @Test
    void aMaskedFrame() {
        assertOutcome(Frames.start().text("a").raw(FIN | TEXT, 0x81, 0, 0, 0, 0, 'b'), "text a", "1002 a masked frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void aControlFrameOfMoreThan125Bytes(int opcode) {
        assertOutcome(Frames.start().header(FIN | opcode, 126), "1002 a control frame of more than 125 bytes");
    }

    @Test
    void aNewMessageInTheMiddleOfAnother() {
        assertOutcome(
                Frames.start().frame(TEXT, "a").frame(FIN | TEXT, "b"), "1002 a new message in the middle of another");
        assertOutcome(
                Frames.start().frame(TEXT, "a").frame(BINARY, "b"), "1002 a new message in the middle of another");
    }

    @Test
    void lengthsThatAreNotWrittenInTheShortestWay() {
        String text = "1002 a frame whose length is not written in the shortest way";
        assertOutcome(Frames.start().header16(FIN | TEXT, 125), text);
        assertOutcome(Frames.start().header64(FIN | TEXT, 125), text);
        assertOutcome(Frames.start().header64(FIN | TEXT, 65535), text);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MIN_VALUE + 5})
    void aNegativeLength(long length) {
        assertOutcome(Frames.start().header64(FIN | TEXT, length), "1002 a frame whose length has the highest bit set");
    }

    // ---- what is too big

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32, Long.MAX_VALUE})
    void aLengthOf63Bits(long length) {
        assertOutcome(Frames.start().header64(FIN | BINARY, length), "1009 a frame of more than 150 bytes");
    }

    @Test
    void aFrameThatIsTooLongIsRefusedAtItsHeader() {
        assertOutcome(Frames.start().header(FIN | TEXT, 151), "1009 a frame of more than 150 bytes");
    }

    @Test
    void aMessageThatIsTooLongIsRefusedAtTheHeaderThatMakesItSo() {
        byte[] part = new byte[100];
        assertOutcome(Frames.start().frame(BINARY, part).frame(FIN | CONTINUATION, part), "binary " + "00".repeat(200));
        assertOutcome(
                Frames.start().frame(BINARY, part).frame(CONTINUATION, part).header(FIN | CONTINUATION, 1),
                "1009 a message of more than 200 bytes");
        assertOutcome(
                Frames.start().frame(BINARY, part).header(CONTINUATION, 101), "1009 a message of more than 200 bytes");
    }

    @Test
    void endlessFragmentsWithoutContent() {
        Frames frames = Frames.start().frame(BINARY);
        for (int i = 1; i < MessageRules.MAX_EMPTY_FRAGMENTS; i++) {
            frames.frame(CONTINUATION);
        }

        byte[] enough = frames.bytes();
        assertOutcome(Frames.start().raw(enough).frame(FIN | CONTINUATION), "binary ");
        assertOutcome(
                Frames.start().raw(enough).frame(CONTINUATION), "1009 a message with more than 128 empty fragments");
    }

    // ---- texts that are none

    @Test
    void aTextThatIsNotUtf8() {
        assertOutcome(
                Frames.start().text("a").frame(FIN | TEXT, (byte) 0xFF).text("b"),
                "text a",
                "1007 a text that is not UTF-8");
        assertOutcome(Frames.start().frame(FIN | TEXT, EURO[0], EURO[1]), "1007 a text that is not UTF-8");
        assertOutcome(Frames.start().frame(TEXT, EURO[0]).frame(FIN | CONTINUATION), "1007 a text that is not UTF-8");
    }

    @Test
    void theFirstBadByteEndsItBeforeTheRestHasCome() {
        byte[] stream = Frames.start()
                .header(TEXT, 100)
                .raw('a', 'b', EURO[0] & 0xFF, 'c')
                .bytes();
        FrameReader reader = new FrameReader(LIMITS);

        for (int i = 0; i < stream.length; i++) {
            assertThat(reader.outcome()).isEmpty();
            reader.feed(stream, i, i + 1);
        }

        assertThat(reader.outcome()).containsExactly("1007 a text that is not UTF-8");
    }

    // ---- compression

    @Test
    void compressedMessagesAreInflatedOthersAreNot() {
        assertOutcome(
                Frames.start()
                        .frame(FIN | RSV1 | TEXT, "ab")
                        .text("ab")
                        .frame(RSV1 | BINARY, (byte) 1)
                        .frame(FIN | PING)
                        .frame(FIN | CONTINUATION, (byte) 2),
                new Doubling(),
                "text aabb",
                "text ab",
                "9 ",
                "binary 01010202");
    }

    @Test
    void theBitMeansNothingInALaterFrame() {
        assertOutcome(
                Frames.start().frame(RSV1 | TEXT, "ab").frame(FIN | RSV1 | CONTINUATION, "ab"),
                new Doubling(),
                "1002 a frame with the reserved bit 1 where it has no meaning");
    }

    @Test
    void whatIsTooLongOrNoTextAfterInflationIsRefusedWhileInflating() {
        assertOutcome(
                Frames.start().frame(RSV1 | BINARY, new byte[101]),
                new Doubling(),
                "1009 a message of more than 200 bytes");
        assertOutcome(Frames.start().frame(RSV1 | TEXT, EURO), new Doubling(), "1007 a text that is not UTF-8");
    }

    /** Makes two of each byte. */
    private static final class Doubling implements Inflation {

        @Override
        public Violation inflate(byte[] part, int offset, int length, boolean last, Output output) {
            Violation violation = null;
            for (int i = offset; i < offset + length && violation == null; i++) {
                violation = output.take(new byte[] {part[i], part[i]}, 0, 2);
            }
            return violation;
        }
    }

    // ---- as one piece, byte by byte, and cut in two anywhere

    private static void assertOutcome(Frames frames, String... expected) {
        assertOutcome(frames, null, expected);
    }

    private static void assertOutcome(Frames frames, Inflation inflation, String... expected) {
        byte[] stream = frames.bytes();
        for (int cut = 0; cut <= stream.length; cut++) {
            FrameReader reader = new FrameReader(LIMITS, inflation);
            reader.feed(stream, 0, cut);
            reader.feed(stream, cut, stream.length);
            assertThat(reader.outcome()).as("cut at " + cut).containsExactly(expected);
        }
        FrameReader reader = new FrameReader(LIMITS, inflation);
        for (int i = 0; i < stream.length; i++) {
            reader.feed(stream, i, i + 1);
        }
        assertThat(reader.outcome()).as("byte by byte").containsExactly(expected);
    }

    private static List<String> inParts(byte[] stream, int size, FrameLimits limits) {
        FrameReader reader = new FrameReader(limits);
        for (int at = 0; at < stream.length; at += Math.min(size, stream.length - at)) {
            reader.feed(Arrays.copyOfRange(stream, at, at + Math.min(size, stream.length - at)));
        }
        return reader.outcome();
    }
}
