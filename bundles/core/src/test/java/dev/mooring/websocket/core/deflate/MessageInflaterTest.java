package dev.mooring.websocket.core.deflate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mooring.websocket.core.frame.Violation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageInflaterTest {

    private static final int KIB = 1024;
    private static final int CHUNK = 8 * KIB;
    private static final int BOUND = 100 * KIB;

    private final DeflatePool pool = new DeflatePool();
    private final MessageInflater remembering = pool.inflater(new DeflateAgreement(false, false));
    private final MessageInflater forgetting = pool.inflater(new DeflateAgreement(false, true));

    @AfterEach
    void nothingIsLeft() {
        remembering.close();
        forgetting.close();
        pool.close();
        assertThat(pool.liveInflaters()).isZero();
    }

    // ---- the examples of RFC 7692, section 7.2.3

    @Test
    void aMessageOfOneBlock() {
        assertThat(Inflated.text(forgetting, "f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void aMessageInFragments() {
        assertThat(Inflated.text(forgetting, "f2 48 cd", "c9 c9 07 00")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "", "f2 48 cd", "", "c9 c9 07 00", ""))
                .isEqualTo("Hello");
    }

    @Test
    void aMessageThatRefersToTheOneBefore() {
        Inflated.text(remembering, "f2 48 cd c9 c9 07 00");

        assertThat(Inflated.text(remembering, "f2 00 11 00 00")).isEqualTo("Hello");
    }

    @Test
    void aBlockWithoutCompression() {
        assertThat(Inflated.text(forgetting, "00 05 00 fa ff 48 65 6c 6c 6f 00"))
                .isEqualTo("Hello");
    }

    @Test
    void aBlockThatEndsItsStream() {
        assertThat(Inflated.text(forgetting, "f3 48 cd c9 c9 07 00 00")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "f3 48 cd c9 c9 07 00 00")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void twoBlocksInOneMessage() {
        assertThat(Inflated.text(forgetting, "f2 48 05 00 00 00 ff ff ca c9 c9 07 00"))
                .isEqualTo("Hello");
    }

    @Test
    void anEmptyMessage() {
        assertThat(Inflated.text(forgetting, "00")).isEmpty();
        assertThat(Inflated.text(remembering, "00")).isEmpty();
    }

    // ---- what is not quite as the RFC wants it, but clear

    @Test
    void anEmptyMessageOfNoBytes() {
        assertThat(Inflated.text(forgetting, "")).isEmpty();
        assertThat(Inflated.text(remembering, "", "")).isEmpty();
        assertThat(Inflated.text(remembering, "f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void nothingAfterABlockThatEndsItsStream() {
        assertThat(Inflated.text(forgetting, "f3 48 cd c9 c9 07 00")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "f3 48 cd c9 c9 07 00", "")).isEqualTo("Hello");
        assertThat(Inflated.text(remembering, "f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void aStreamAfterTheEndOfAnother() {
        String first = "f3 48 cd c9 c9 07 00";
        String others = "f3 48 cd c9 c9 07 00 f2 48 cd c9 c9 07 00";

        assertThat(Inflated.text(forgetting, first + " " + others)).isEqualTo("HelloHelloHello");
        assertThat(Inflated.text(remembering, first, others)).isEqualTo("HelloHelloHello");
    }

    // ---- what is not clear

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06", // a block of the type that does not exist
                "00 05 00 fa fe 48 65 6c 6c 6f 00", // a length that contradicts its complement
                "f2 00 11 00 00", // a reference to what was before, and there is nothing
                "f2 48 cd c9", // cut off
                "f2 48 cd c9 c9 07", // cut off, before the empty block
                "f3 48 cd c9 c9 07 00 ff", // more after the end, and no stream
                "f3 48 cd c9 c9 07 00 f2 48" // another stream, cut off
            })
    void aCorruptMessageIsInconsistentData(String payload) {
        Violation violation = new Inflated(BOUND).from(forgetting, payload);

        assertThat(violation).isEqualTo(new Violation(1007, "a compressed message that is corrupt"));
        assertThatIllegalStateException().isThrownBy(() -> Inflated.text(forgetting, "00"));
        assertThat(pool.liveInflaters()).isZero();
    }

    @Test
    void withoutContextTakeoverNothingBeforeCanBeReferredTo() {
        Inflated.text(forgetting, "f2 48 cd c9 c9 07 00");

        Violation violation = new Inflated(BOUND).from(forgetting, "f2 00 11 00 00");

        assertThat(violation).extracting(Violation::code).isEqualTo(1007);
    }

    @Test
    void whatAnotherConnectionReceivedCanNotBeReferredTo() {
        MessageInflater other = pool.inflater(new DeflateAgreement(false, false));
        Inflated.text(other, "f2 48 cd c9 c9 07 00");
        other.close();

        Violation violation = new Inflated(BOUND).from(remembering, "f2 00 11 00 00");

        assertThat(violation).extracting(Violation::code).isEqualTo(1007);
    }

    // ---- bounds

    @ParameterizedTest
    @ValueSource(ints = {CHUNK - 1, CHUNK, CHUNK + 1, BOUND - 1, BOUND, 10 * CHUNK})
    void aMessageWithinTheBoundComesWhole(int length) {
        for (int i = 0; i < 3; i++) {
            assertThat(Inflated.bytes(forgetting, zeros(length))).isEqualTo(new byte[length]);
            assertThat(Inflated.bytes(remembering, zeros(length))).isEqualTo(new byte[length]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK, KIB * KIB, 64 * KIB * KIB})
    void aBombIsPutOutAtTheBound(int excess) {
        byte[] bomb = zeros(BOUND + excess);
        for (MessageInflater inflater : new MessageInflater[] {forgetting, remembering}) {
            Inflated inflated = new Inflated(BOUND);

            assertThat(inflater.inflate(bomb, 0, bomb.length, true, inflated)).isEqualTo(Inflated.TOO_BIG);

            assertThat(inflated.made()).isBetween(BOUND + 1, BOUND + CHUNK);
        }
    }

    @Test
    void aBombInFragmentsIsPutOutAtTheBound() {
        byte[] bomb = zeros(KIB * KIB);
        Inflated inflated = new Inflated(BOUND);
        Violation violation = null;

        for (int i = 0; i < bomb.length && violation == null; i++) {
            violation = forgetting.inflate(bomb, i, 1, false, inflated);
        }

        assertThat(violation).isEqualTo(Inflated.TOO_BIG);
        assertThat(inflated.made()).isBetween(BOUND + 1, BOUND + CHUNK);
    }

    @Test
    void aBombOfManyStreamsIsPutOutAtTheBound() {
        byte[] stream = HELLO_AND_END;
        byte[] bomb = new byte[BOUND / 5 * stream.length * 2];
        for (int i = 0; i < bomb.length; i += stream.length) {
            System.arraycopy(stream, 0, bomb, i, stream.length);
        }
        Inflated inflated = new Inflated(BOUND);

        assertThat(remembering.inflate(bomb, 0, bomb.length, true, inflated)).isEqualTo(Inflated.TOO_BIG);

        assertThat(inflated.made()).isBetween(BOUND + 1, BOUND + CHUNK);
    }

    private static final byte[] HELLO_AND_END = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 7, 0};

    @Test
    void aBombInABombComesOutAsOne() {
        byte[] inner = zeros(16 * KIB * KIB);
        byte[] outer = deflated(inner);

        assertThat(outer).hasSizeLessThan(inner.length / 4);
        assertThat(Inflated.bytes(forgetting, outer)).isEqualTo(inner);
    }

    // ---- who has an inflater, and for how long

    @Test
    void withoutContextTakeoverOneIsHeldForAMessage() {
        MessageInflater other = pool.inflater(new DeflateAgreement(true, true));
        Inflated.text(forgetting, "f2 48 cd c9 c9 07 00");
        Inflated.text(other, "f2 48 cd c9 c9 07 00");
        assertThat(pool.liveInflaters()).isOne();

        forgetting.inflate(HELLO_AND_END, 0, 3, false, new Inflated(BOUND));
        Inflated.text(other, "f2 48 cd c9 c9 07 00");
        assertThat(pool.liveInflaters()).isEqualTo(2);

        Inflated rest = new Inflated(BOUND);
        forgetting.inflate(HELLO_AND_END, 3, 4, true, rest);
        assertThat(rest.text()).endsWith("lo");
    }

    @Test
    void withContextTakeoverOneIsHeldToTheClose() {
        MessageInflater other = pool.inflater(new DeflateAgreement(true, false));
        Inflated.text(remembering, "f2 48 cd c9 c9 07 00");
        Inflated.text(other, "f2 48 cd c9 c9 07 00");
        assertThat(pool.liveInflaters()).isEqualTo(2);

        other.close();
        Inflated.text(forgetting, "f2 48 cd c9 c9 07 00");

        assertThat(pool.liveInflaters()).isEqualTo(2);
    }

    @Test
    void whatTheOutputThrowsEndsIt() {
        byte[] message = zeros(BOUND);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> remembering.inflate(message, 0, message.length, true, (chunk, offset, length) -> {
                    throw new ArithmeticException();
                }));

        assertThatIllegalStateException().isThrownBy(() -> Inflated.text(remembering, "00"));
        assertThat(pool.liveInflaters()).isZero();
    }

    @Test
    void theOutputMayClose() {
        byte[] message = zeros(BOUND);
        Inflated inflated = new Inflated(BOUND);

        Violation violation = remembering.inflate(message, 0, message.length, true, (chunk, offset, length) -> {
            remembering.close();
            return inflated.take(chunk, offset, length);
        });

        assertThat(violation).isNull();
        assertThat(inflated.made()).isEqualTo(BOUND);
        assertThatIllegalStateException().isThrownBy(() -> Inflated.text(remembering, "00"));
    }

    private static byte[] zeros(int length) {
        return deflated(new byte[length]);
    }

    private static byte[] deflated(byte[] message) {
        try (DeflatePool pool = new DeflatePool();
                MessageDeflater deflater = pool.deflater(new DeflateAgreement(true, true))) {
            ByteBuffer deflated = requireNonNull(deflater.deflate(ByteBuffer.wrap(message)));
            return Arrays.copyOf(deflated.array(), deflated.remaining());
        }
    }
}
