package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sides that run against each other, many times, and how often it ended in which way. In the first round one side is
 * far ahead of the others, in the last far behind, and in between every small difference has its turn: a race that
 * always ends in the same way has not been run.
 */
final class Race implements AutoCloseable {

    /** How often to run each race. */
    static final String ROUNDS = "mooring.races.rounds";

    /** One round: runs the sides, checks what is left of them, and says in a few words how it ended. */
    interface Round {
        String run(int number) throws Exception;
    }

    private final String name;
    private final Duration reach;
    private final int rounds = Integer.getInteger(ROUNDS);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final ExecutorService runners = Executors.newCachedThreadPool();
    private int number;

    private Race(String name, Duration reach) {
        this.name = name;
        this.reach = reach;
    }

    /** @param reach the largest head start */
    static Race of(String name, Duration reach) {
        return new Race(name, reach);
    }

    void run(Round round) throws Exception {
        long begin = System.nanoTime();
        for (number = 0; number < rounds; number++) {
            try {
                outcomes.merge(round.run(number), 1, Integer::sum);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(name + ", round " + number + ", so far " + outcomes, e);
            }
        }
        RaceReport.write(name, rounds, outcomes, Duration.ofNanos(System.nanoTime() - begin));
        assertThat(outcomes).as(outcomes.toString()).hasSizeGreaterThan(1);
    }

    /** Runs the first against all the others, which begin together. Returns when all have ended. */
    <T> T between(Callable<T> first, Callable<?>... others) throws Exception {
        long headStart = reach.toNanos() - 2 * reach.toNanos() * number / rounds;
        CyclicBarrier ready = new CyclicBarrier(1 + others.length);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> sides = new ArrayList<>();
        for (Callable<?> other : others) {
            // One of them spins for all: there are more of them than cores.
            boolean leads = sides.isEmpty();
            sides.add(runners.submit(() -> {
                ready.await();
                if (leads) {
                    spin(headStart);
                    go.countDown();
                }
                go.await();
                return other.call();
            }));
        }
        Future<T> outcome = runners.submit(() -> {
            ready.await();
            spin(-headStart);
            return first.call();
        });
        for (Future<?> side : sides) {
            side.get();
        }
        return outcome.get();
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        runners.shutdownNow();
    }
}
