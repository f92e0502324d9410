package dev.mooring.websocket.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's decoder is the judge. */
class Utf8ValidatorTest {

    /** One of each kind of byte, and its neighbours. */
    private static final int[] BYTES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    @Test
    void allPairsOfBytes() {
        byte[] pair = new byte[2];
        for (int i = 0; i < 1 << 16; i++) {
            pair[0] = (byte) (i >> 8);
            pair[1] = (byte) i;
            assertJudgedAsByTheJdk(pair);
        }
    }

    @Test
    void allSequencesOfTheBytesThatMatter() {
        byte[] four = new byte[4];
        int n = BYTES.length;
        for (int i = 0; i < n * n * n * n; i++) {
            int rest = i;
            for (int j = 0; j < four.length; j++) {
                four[j] = (byte) BYTES[rest % n];
                rest /= n;
            }
            assertJudgedAsByTheJdk(four);
        }
    }

    @Test
    void longTextsWithSomethingInThem() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Frames.utf8("x".repeat(random.nextInt(40))
                    + "\u00e9".repeat(random.nextInt(3))
                    + "y".repeat(random.nextInt(20))
                    + "\u20ac\ud83d\ude00".repeat(random.nextInt(3)));
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertJudgedAsByTheJdk(bytes);
        }
    }

    @Test
    void refusesAtTheFirstByteThatCanNotBe() {
        for (int first : BYTES) {
            for (int second : BYTES) {
                byte[] two = {(byte) first, (byte) second};
                Utf8Validator validator = new Utf8Validator();
                boolean bad = !validator.accept(two, 0, 2);
                assertThat(bad).as(HexFormat.of().formatHex(two)).isEqualTo(!canGoOn(two));
            }
        }
    }

    /** Whether a text can begin like this. The JDK itself waits for more before it says no. */
    private boolean canGoOn(byte[] bytes) {
        return canGoOn(bytes, 3);
    }

    private boolean canGoOn(byte[] bytes, int more) {
        return isUtf8ToTheJdk(bytes)
                || (more > 0 && (canGoOn(with(bytes, 0x80), more - 1) || canGoOn(with(bytes, 0xA0), more - 1)));
    }

    private static byte[] with(byte[] bytes, int one) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        more[bytes.length] = (byte) one;
        return more;
    }

    private void assertJudgedAsByTheJdk(byte[] bytes) {
        boolean expected = isUtf8ToTheJdk(bytes);
        Utf8Validator whole = new Utf8Validator();
        boolean atOnce = whole.accept(bytes, 0, bytes.length) && whole.isComplete();
        Utf8Validator parts = new Utf8Validator();
        boolean byteByByte = true;
        for (int i = 0; i < bytes.length && byteByByte; i++) {
            byteByByte = parts.accept(bytes, i, 1);
        }
        byteByByte &= parts.isComplete();
        if (atOnce != expected || byteByByte != expected) {
            assertThat(atOnce).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
            assertThat(byteByByte).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
        }
        if (expected) {
            assertThat(whole.isAscii()).isEqualTo(allAscii(bytes));
        }
    }

    private static boolean allAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8ToTheJdk(byte[] bytes) {
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        decoder.reset();
        CoderResult decoded = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        return decoded.isUnderflow() && decoder.flush(out).isUnderflow();
    }
}
