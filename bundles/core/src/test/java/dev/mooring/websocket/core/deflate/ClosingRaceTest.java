package dev.mooring.websocket.core.deflate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.frame.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that is closed, and a core that stops, while messages are at work. */
class ClosingRaceTest {

    private static final int RACES = 300;
    private static final int FIRST = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    /** How many messages came before the close, over all races. */
    private final AtomicInteger before = new AtomicInteger();

    @AfterEach
    void messagesCameBeforeTheClose() {
        threads.shutdownNow();
        assertThat(before.get()).isGreaterThan(RACES);
    }

    /** What is used after its end, or ended in use, or ended twice, says so. */
    private static final class Fragile {

        private static final int LONG_ENOUGH_TO_MEET = 500;

        private final AtomicInteger users = new AtomicInteger();

        void use() {
            assertThat(users.getAndIncrement()).isZero();
            for (int i = 0; i < LONG_ENOUGH_TO_MEET; i++) {
                Thread.onSpinWait();
            }
            assertThat(users.decrementAndGet()).isZero();
        }

        void end() {
            assertThat(users.getAndSet(Integer.MIN_VALUE)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsEndedInUseOrTwiceOrNever(boolean contextTakeover) throws Exception {
        for (int race = 0; race < RACES; race++) {
            Shelf<Fragile> shelf = new Shelf<>(Fragile::new, Fragile::use, Fragile::end, 1);
            Loan<Fragile> loan = new Loan<>(shelf);
            AtomicInteger number = new AtomicInteger();
            race(race, shelf::close, loan::close, () -> {
                Fragile item = loan.enter();
                if (item == null) {
                    return false;
                }
                item.use();
                before.incrementAndGet();
                if (number.incrementAndGet() == FIRST) {
                    loan.fail();
                } else {
                    loan.leave(contextTakeover);
                }
                return true;
            });
            assertThat(shelf.live()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inflatersAreGivenBack(boolean contextTakeover) throws Exception {
        DeflateAgreement agreement = new DeflateAgreement(true, !contextTakeover);
        byte[] message = new byte[20_000];
        ByteBuffer deflated;
        try (DeflatePool pool = new DeflatePool()) {
            deflated = requireNonNull(pool.deflater(agreement).deflate(ByteBuffer.wrap(message)));
        }
        for (int race = 0; race < RACES; race++) {
            DeflatePool pool = new DeflatePool();
            MessageInflater inflater = pool.inflater(agreement);
            race(race, pool::close, inflater::close, () -> {
                Inflated inflated = new Inflated(Integer.MAX_VALUE);
                try {
                    Violation violation = inflater.inflate(deflated.array(), 0, deflated.limit(), true, inflated);
                    assertThat(violation).isNull();
                } catch (IllegalStateException closed) {
                    return false;
                }
                assertThat(inflated.bytes()).isEqualTo(message);
                before.incrementAndGet();
                return true;
            });
            assertThat(pool.liveInflaters()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deflatersAreGivenBack(boolean contextTakeover) throws Exception {
        DeflateAgreement agreement = new DeflateAgreement(!contextTakeover, true);
        byte[] message = Samples.json(2000, new Random(1));
        for (int race = 0; race < RACES; race++) {
            DeflatePool pool = new DeflatePool();
            MessageDeflater deflater = pool.deflater(agreement);
            List<ByteBuffer> sent = new ArrayList<>();
            race(race, pool::close, deflater::close, () -> {
                ByteBuffer deflated = deflater.deflate(ByteBuffer.wrap(message));
                if (deflated == null) {
                    return false;
                }
                sent.add(deflated);
                before.incrementAndGet();
                return true;
            });
            assertThat(pool.liveDeflaters()).isZero();
            try (DeflatePool peers = new DeflatePool();
                    MessageInflater peer = peers.inflater(new DeflateAgreement(true, !contextTakeover))) {
                for (ByteBuffer each : sent) {
                    byte[] payload = new byte[each.remaining()];
                    each.get(payload);
                    assertThat(Inflated.bytes(peer, payload)).isEqualTo(message);
                }
            }
        }
    }

    /**
     * Messages without an end, and two who end them: the one at each of the first in turn, the other the other way
     * round.
     *
     * @param work returns false when it has seen that the connection is closed
     */
    private void race(int race, Runnable stop, Runnable close, BooleanSupplier work) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        List<Future<?>> sides = List.of(
                threads.submit(() -> {
                    do {
                        begun.incrementAndGet();
                    } while (work.getAsBoolean());
                    // Nobody waits for what does not come any more.
                    begun.set(FIRST);
                }),
                threads.submit(() -> runAt(race % FIRST, begun, stop)),
                threads.submit(() -> runAt(FIRST - race % FIRST, begun, close)));
        for (Future<?> side : sides) {
            side.get(20, TimeUnit.SECONDS);
        }
    }

    private static void runAt(int message, AtomicInteger begun, Runnable end) {
        while (begun.get() < message) {
            Thread.onSpinWait();
        }
        end.run();
    }
}
