package dev.mooring.websocket.core.thread;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Completes stages. What others have chained to a stage runs while it is completed, and may wait for another stage of
 * the same batch. So each batch is shared: when one completion takes long, another thread goes on with the rest.
 */
public final class Completions {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Workers workers;
    private final Queue<Runnable> left;

    private Completions(Workers workers, Collection<Runnable> batch) {
        this.workers = workers;
        this.left = new ConcurrentLinkedQueue<>(batch);
    }

    /** Runs all of them, in order, on this thread, and on others for as long as this one is held up. */
    public static void run(Workers workers, Collection<Runnable> batch) {
        new Completions(workers, batch).run();
    }

    private void run() {
        Alarm heldUp = left.size() > 1 ? workers.schedule(this::helpOut, PATIENCE) : () -> {};
        for (Runnable next = left.poll(); next != null; next = left.poll()) {
            complete(next);
        }
        heldUp.cancel();
    }

    private void helpOut() {
        if (!left.isEmpty()) {
            workers.start(this::run);
        }
    }

    private static void complete(Runnable next) {
        next.run();
        Workers.restoreThread();
    }
}
