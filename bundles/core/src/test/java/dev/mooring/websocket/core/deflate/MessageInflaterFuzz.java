package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.core.frame.Violation;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server sends as a compressed message, and wherever it is cut. */
class MessageInflaterFuzz {

    private static final int BOUND = 20_000;
    private static final int CHUNK = 8 * 1024;

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "f248cdc9c90700",
                        "f200110000",
                        "000500faff48656c6c6f00",
                        "f348cdc9c9070000",
                        "f24805000000ffffcac9c90700",
                        "00",
                        "",
                        "06",
                        "f348cdc9c90700f348cdc9c90700")
                .flatMap(hex -> Stream.of(
                        Arguments.of(HexFormat.of().parseHex(hex), 3, true),
                        Arguments.of(HexFormat.of().parseHex(hex), 0, false)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aMessageIsReadOrRefusedWithinTheBound(byte @NotNull [] payload, int cut, boolean contextTakeover) {
        DeflatePool pool = new DeflatePool();
        MessageInflater inflater = pool.inflater(new DeflateAgreement(true, !contextTakeover));
        int first = Math.floorMod(cut, payload.length + 1);
        Inflated inflated = new Inflated(BOUND);

        Violation violation = inflater.inflate(payload, 0, first, false, inflated);
        if (violation == null) {
            violation = inflater.inflate(payload, first, payload.length - first, true, inflated);
        }

        assertThat(inflated.made()).isLessThanOrEqualTo(BOUND + CHUNK);
        if (violation != null) {
            assertThat(violation.code()).isIn(1007, 1009);
            assertThat(violation.code() == 1009).isEqualTo(inflated.made() > BOUND);
        } else if (!contextTakeover) {
            assertSameWhole(inflater, payload, inflated.bytes());
        }
        inflater.close();
        pool.close();
        assertThat(pool.liveInflaters()).isZero();
    }

    /** Where it is cut does not matter, nor what was there before. */
    private static void assertSameWhole(MessageInflater inflater, byte[] payload, byte[] expected) {
        assertThat(Inflated.bytes(inflater, payload)).isEqualTo(expected);
    }
}
