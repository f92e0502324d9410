package dev.mooring.websocket.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What somebody has told and nobody has read yet. Bounded: who tells faster than we read has to wait, and behind an
 * extension that waits, its server. Thread-safe.
 */
final class Lines {

    private static final int CAPACITY = 64;

    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(CAPACITY);

    /** Waits while too much is unread. An interrupted thread's line is lost: whoever interrupts wants to get on. */
    void tell(Line line) {
        try {
            waiting.put(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next line as long as it takes. */
    Line next() throws InterruptedException {
        return waiting.take();
    }

    /** Waits for the next line; empty if none comes in time. */
    Optional<Line> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Passes lines on as they come, until this thread is interrupted. */
    void forEach(Consumer<Line> reader) {
        try {
            while (true) {
                reader.accept(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
