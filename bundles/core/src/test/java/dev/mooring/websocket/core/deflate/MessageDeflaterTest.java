package dev.mooring.websocket.core.deflate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDeflaterTest {

    private static final int KIB = 1024;

    private final Random random = new Random(1);
    private final DeflatePool pool = new DeflatePool();
    private final MessageDeflater remembering = pool.deflater(new DeflateAgreement(false, false));
    private final MessageDeflater forgetting = pool.deflater(new DeflateAgreement(true, true));

    /** The peer's. */
    private final MessageInflater remembered = pool.inflater(new DeflateAgreement(false, false));

    @AfterEach
    void nothingIsLeft() {
        remembering.close();
        forgetting.close();
        remembered.close();
        pool.close();
        assertThat(pool.liveDeflaters()).isZero();
    }

    @Test
    void theTailOfTheFlushIsNotSent() {
        byte[] message = "Hello".repeat(40).getBytes(US_ASCII);
        String deflated = HexFormat.of().formatHex(deflated(forgetting, message));

        assertThat(deflated).endsWith("00").doesNotEndWith("0000ffff").hasSizeLessThan(40);
        assertThat(Inflated.bytes(remembered, HexFormat.of().parseHex(deflated)))
                .isEqualTo(message);
    }

    @Test
    void alikeMessagesCostLittleIfThePeerRemembers() {
        byte[] message = Samples.json(200, random);

        assertThat(deflated(remembering, message)).hasSizeGreaterThan(80);
        assertThat(deflated(remembering, message)).hasSizeLessThan(15);
        assertThat(deflated(forgetting, message)).isEqualTo(deflated(forgetting, message));
    }

    @Test
    void whatIsTooSmallGoesOutAsItIs() {
        assertThat(forgetting.deflate(ByteBuffer.allocate(191))).isNull();
        assertThat(forgetting.deflate(ByteBuffer.allocate(192))).isNotNull();
        assertThat(remembering.deflate(ByteBuffer.allocate(31))).isNull();
        assertThat(remembering.deflate(ByteBuffer.allocate(32))).isNotNull();
        assertThat(remembering.deflate(ByteBuffer.allocate(0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {192, 1000, 16 * KIB, 16 * KIB + 1, 100 * KIB})
    void whatDoesNotShrinkGoesOutAsItIs(int length) {
        byte[] noise = Samples.noise(length, random);
        ByteBuffer message = ByteBuffer.wrap(noise.clone());

        assertThat(forgetting.deflate(message)).isNull();

        assertThat(message).isEqualTo(ByteBuffer.wrap(noise));
    }

    /** A small one that does not shrink, since the next one may refer to it. A large one not, and so nothing does. */
    @Test
    void whatIsReferredToHasBeenSent() {
        byte[] json = Samples.json(200, random);
        byte[] smallNoise = Samples.noise(200, random);
        byte[] largeNoise = Samples.noise(40 * KIB, random);

        assertThat(assertArrives(json)).isBetween(80, 199);
        assertThat(assertArrives(smallNoise)).isBetween(200, 210);
        assertThat(assertArrives(json)).isLessThan(15);
        assertThat(assertArrives(smallNoise)).isLessThan(15);
        assertThat(remembering.deflate(ByteBuffer.wrap(largeNoise))).isNull();
        assertThat(assertArrives(json)).isBetween(80, 199);
        assertThat(assertArrives(Arrays.copyOfRange(largeNoise, 39 * KIB, 40 * KIB)))
                .isGreaterThan(KIB);
    }

    private int assertArrives(byte[] message) {
        byte[] deflated = deflated(remembering, message);
        assertThat(Inflated.bytes(remembered, deflated)).isEqualTo(message);
        return deflated.length;
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * KIB - 1, 16 * KIB, 16 * KIB + 1, 32 * KIB, 3 * KIB * KIB + 7})
    void aLargeMessageIsDeflatedInSlices(int length) {
        byte[] message = Samples.json(length, random);

        assertThat(assertArrives(message)).isLessThan(length / 2);
        assertThat(Inflated.bytes(remembered, deflated(forgetting, message))).isEqualTo(message);
    }

    @Test
    void aBufferOfAnyKindKeepsItsPosition() {
        byte[] json = Samples.json(40 * KIB, random);
        for (ByteBuffer buffer : new ByteBuffer[] {
            ByteBuffer.allocate(50 * KIB),
            ByteBuffer.allocateDirect(50 * KIB),
            ByteBuffer.allocate(60 * KIB).position(10).slice()
        }) {
            buffer.position(7).put(json).flip().position(7);

            for (ByteBuffer each : new ByteBuffer[] {buffer, buffer.asReadOnlyBuffer()}) {
                ByteBuffer deflated = requireNonNull(forgetting.deflate(each));
                assertThat(Inflated.bytes(remembered, bytes(deflated))).isEqualTo(json);
                assertThat(each.position()).isEqualTo(7);
                assertThat(each.limit()).isEqualTo(7 + json.length);
            }
        }
    }

    @Test
    void withoutContextTakeoverADeflaterIsHeldForAMessage() {
        deflated(forgetting, new byte[KIB]);
        deflated(pool.deflater(new DeflateAgreement(true, false)), new byte[KIB]);

        assertThat(pool.liveDeflaters()).isOne();
    }

    @Test
    void withContextTakeoverADeflaterIsHeldFromTheFirstMessageToTheClose() {
        assertThat(pool.liveDeflaters()).isZero();
        deflated(remembering, new byte[KIB]);
        deflated(forgetting, new byte[KIB]);
        assertThat(pool.liveDeflaters()).isEqualTo(2);

        remembering.close();
        try (MessageDeflater next = pool.deflater(new DeflateAgreement(false, false))) {
            deflated(next, new byte[KIB]);
            assertThat(pool.liveDeflaters()).isEqualTo(2);
        }
    }

    @Test
    void onceClosedNothingIsDeflated() {
        remembering.close();
        remembering.close();

        assertThat(remembering.deflate(ByteBuffer.allocate(KIB))).isNull();
    }

    private static byte[] deflated(MessageDeflater deflater, byte[] message) {
        return bytes(deflater.deflate(ByteBuffer.wrap(message)));
    }

    private static byte[] bytes(@Nullable ByteBuffer deflated) {
        byte[] bytes = new byte[requireNonNull(deflated).remaining()];
        deflated.get(bytes);
        return bytes;
    }
}
