package dev.mooring.websocket.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookoutTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int ROUNDS = Integer.getInteger("mooring.races.rounds", 1000);

    private final List<Thread> started = new ArrayList<>();
    private final List<Ends> open = new ArrayList<>();

    private Lookout lookout;

    @BeforeEach
    void open() throws IOException {
        lookout = new Lookout(task -> {
            Thread thread = new Thread(task);
            started.add(thread);
            return thread;
        });
    }

    @AfterEach
    void close() throws Exception {
        lookout.close();
        for (Ends ends : open) {
            ends.close();
        }
        assertThat(lookout.awaitEnd(LONG)).isTrue();
    }

    private Ends connected() throws IOException {
        Ends ends = Ends.connected();
        open.add(ends);
        return ends;
    }

    @Test
    void aReaderIsCalledWhenSomethingComesAndThenNoMore() throws Exception {
        Ends ends = connected();
        AtomicInteger calls = new AtomicInteger();
        ends.ours().leave(lookout, calls::incrementAndGet);

        ends.sendOurs(1);
        await().untilAsserted(() -> assertThat(calls).hasValue(1));
        ends.sendOurs(2);
        assertThat(ends.ours().getInputStream().read()).isEqualTo(1);
        assertThat(ends.ours().getInputStream().read()).isEqualTo(2);

        assertThat(calls).hasValue(1);
    }

    @Test
    void aReaderMayLeaveAgain() throws Exception {
        Ends ends = connected();
        for (int i = 0; i < 100; i++) {
            CountDownLatch called = new CountDownLatch(1);
            ends.ours().leave(lookout, called::countDown);
            ends.sendOurs(i);
            called.await();
            assertThat(ends.ours().getInputStream().read()).isEqualTo(i);
        }
    }

    @Test
    void whatHasComeBeforeTheReaderLeftIsNotOverlooked() throws Exception {
        Ends ends = connected();
        ends.sendOurs(1, 2);
        assertThat(ends.ours().getInputStream().read()).isEqualTo(1);
        CountDownLatch called = new CountDownLatch(1);

        ends.ours().leave(lookout, called::countDown);

        called.await();
    }

    @Test
    void aReaderIsCalledWhenTheSocketIsClosedOnEitherSide() throws Exception {
        Ends byUs = connected();
        Ends byThem = connected();
        CountDownLatch called = new CountDownLatch(2);
        byUs.ours().leave(lookout, called::countDown);
        byThem.ours().leave(lookout, called::countDown);

        byUs.ours().close();
        byThem.theirs().close();

        called.await();
        assertThat(byThem.ours().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void whoLeavesAClosedSocketIsToldAtOnce() throws Exception {
        Ends ends = connected();
        AtomicInteger calls = new AtomicInteger();
        ends.ours().close();

        assertThatThrownBy(() -> ends.ours().leave(lookout, calls::incrementAndGet))
                .isInstanceOf(IOException.class);

        assertThat(calls).hasValue(0);
    }

    @Test
    void oneThreadWatchesAllAndEndsWithTheLast() throws Exception {
        for (int i = 0; i < 100; i++) {
            connected().ours().leave(lookout, () -> {});
        }
        assertThat(started).hasSize(1);
        long descriptors = Descriptors.open();

        for (Ends ends : open) {
            ends.ours().close();
        }
        started.get(0).join(LONG.toMillis());
        assertThat(started.get(0).isAlive()).isFalse();
        assertThat(Descriptors.open()).as("ours are closed, theirs are not").isLessThan(descriptors - 90);

        connected().ours().leave(lookout, () -> {});
        assertThat(started).as("and another one begins").hasSize(2);
    }

    @Test
    void whenItIsClosedReadersAreCalledAndNobodyCanLeave() throws Exception {
        Ends watched = connected();
        CountDownLatch called = new CountDownLatch(1);
        watched.ours().leave(lookout, called::countDown);
        Ends other = connected();

        lookout.close();

        called.await();
        assertThat(lookout.awaitEnd(LONG)).isTrue();
        assertThatThrownBy(() -> other.ours().leave(lookout, () -> {})).isInstanceOf(IOException.class);
    }

    @Test
    void withoutThreadsNobodyCanLeave() throws Exception {
        Lookout poor = new Lookout(task -> new Thread(task) {
            @Override
            public synchronized void start() {
                throw new OutOfMemoryError("no threads");
            }
        });
        Ends ends = connected();

        assertThatThrownBy(() -> ends.ours().leave(poor, () -> {})).isInstanceOf(IOException.class);
        poor.close();
        assertThat(poor.awaitEnd(LONG)).as("there is nothing to end").isTrue();
    }

    /** However a reader that leaves and a close meet: the reader hears of it once, by a call or by an exception. */
    @Test
    void leavingAgainstClosing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        int told = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (Ends ends = Ends.connected()) {
                if (i % 2 == 0) {
                    // So that the lookout has it already.
                    CountDownLatch first = new CountDownLatch(1);
                    ends.ours().leave(lookout, first::countDown);
                    ends.sendOurs(1);
                    first.await();
                    assertThat(ends.ours().getInputStream().read()).isEqualTo(1);
                }
                CountDownLatch called = new CountDownLatch(1);
                Runnable reader = () -> {
                    calls.incrementAndGet();
                    called.countDown();
                };
                CyclicBarrier start = new CyclicBarrier(2);
                CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
                    try {
                        start.await();
                        ends.ours().close();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                start.await();
                boolean thrown = false;
                try {
                    ends.ours().leave(lookout, reader);
                } catch (IOException e) {
                    thrown = true;
                }
                closing.get();
                if (!thrown) {
                    assertThat(called.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    told++;
                }
            }
        }
        lookout.close();
        assertThat(lookout.awaitEnd(LONG)).isTrue();
        assertThat(calls).as("never twice, and not after an exception").hasValue(told);
        assertThat(told).as("both have come first at times").isBetween(1, ROUNDS - 1);
    }
}
