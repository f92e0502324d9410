package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent arrives, in whatever parts. A failure names its seed. */
class RoundTripTest {

    private static final int CONNECTIONS = 30;
    private static final int MESSAGES = 60;

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    @DisplayName("whether or not the sender forgets and the receiver does")
    void messagesOfAllKindsArriveInAnyParts(boolean senderForgets, boolean receiverIsTold) {
        // Who is told that the sender forgets may forget as well; who is not must remember all the same.
        DeflateAgreement sending = new DeflateAgreement(senderForgets || receiverIsTold, true);
        DeflateAgreement receiving = new DeflateAgreement(true, receiverIsTold);
        DeflatePool pool = new DeflatePool();
        for (int seed = 0; seed < CONNECTIONS; seed++) {
            Random random = new Random(seed);
            try (MessageDeflater deflater = pool.deflater(sending);
                    MessageInflater inflater = pool.inflater(receiving)) {
                for (int i = 0; i < MESSAGES; i++) {
                    byte[] message = Samples.any(random);
                    ByteBuffer deflated = deflater.deflate(ByteBuffer.wrap(message));
                    if (deflated != null) {
                        assertThat(inflatedInParts(inflater, deflated, random))
                                .as("message %d of connection %d", i, seed)
                                .isEqualTo(message);
                    }
                }
            }
        }
        assertThat(pool.liveInflaters()).isOne();
        assertThat(pool.liveDeflaters()).isOne();
        pool.close();
        assertThat(pool.liveInflaters() + pool.liveDeflaters()).isZero();
    }

    private static byte[] inflatedInParts(MessageInflater inflater, ByteBuffer deflated, Random random) {
        Inflated inflated = new Inflated(Integer.MAX_VALUE);
        int offset = 0;
        while (true) {
            int length = random.nextInt(deflated.limit() - offset + 1);
            boolean last = offset + length == deflated.limit() && random.nextBoolean();
            // A copy, that is no more what it was once it has been given back.
            byte[] part = new byte[length];
            deflated.get(offset, part);
            assertThat(inflater.inflate(part, 0, length, last, inflated)).isNull();
            random.nextBytes(part);
            offset += length;
            if (last) {
                return inflated.bytes();
            }
        }
    }
}
