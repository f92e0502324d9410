package dev.mooring.websocket.core.dispatch;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of one connection: on the lane, or, one at a time, on the executor that the extension has chosen.
 */
final class Callbacks {

    private final Object connection;
    /** Null once this is shut: it is the extension's. */
    private volatile @Nullable Executor executor;

    private final boolean elsewhere;
    private final Log log;
    private final CallbackGate gate = new CallbackGate();

    /** What the executor has been given last. Written by the lane. */
    private volatile @Nullable HandedOver handedOver;

    /**
     * @param connection named in the log
     * @param executor null for the lane
     */
    Callbacks(Object connection, @Nullable Executor executor, Log log) {
        this.connection = connection;
        this.executor = executor;
        this.elsewhere = executor != null;
        this.log = log;
    }

    /**
     * Runs a callback, and returns when it has ended or when no callback is wanted any more.
     *
     * @return what the executor has thrown instead of taking it, if it has
     */
    @Nullable
    Throwable run(Runnable callback) {
        if (!elsewhere) {
            return runHere(callback);
        }
        Executor chosen = executor;
        return chosen == null ? null : runOn(chosen, callback);
    }

    /** Runs a callback here, whatever the extension has chosen. */
    @Nullable
    Throwable runHere(Runnable callback) {
        inGate(callback);
        Workers.restoreThread();
        return null;
    }

    private @Nullable Throwable runOn(Executor chosen, Runnable callback) {
        HandedOver task = new HandedOver(callback);
        handedOver = task;
        // The executor is code of the extension, too: it runs inside the gate, and not at all once that is shut.
        if (!gate.enter()) {
            return null;
        }
        try {
            chosen.execute(task);
        } catch (Throwable rejection) {
            task.letGo();
            return rejection;
        } finally {
            gate.leave();
            Workers.restoreThread();
        }
        task.awaitEnd();
        return null;
    }

    private void inGate(Runnable callback) {
        if (!gate.enter()) {
            return;
        }
        try {
            callback.run();
        } catch (Throwable thrown) {
            // Whatever an extension throws, errors included, ends its callback and nothing else.
            log.warn("A handler of " + connection + " failed.", thrown);
        } finally {
            gate.leave();
        }
    }

    /** After this no callback begins, and an executor that has one in its queue keeps nothing of it. */
    void shut() {
        gate.shut();
        executor = null;
        HandedOver task = handedOver;
        if (task != null) {
            task.letGo();
        }
    }

    CallbackGate gate() {
        return gate;
    }

    /** One callback in the hands of an executor. */
    private final class HandedOver implements Runnable {

        private final AtomicReference<@Nullable Runnable> callback;

        /** Guarded by this. */
        private boolean ended;

        HandedOver(Runnable callback) {
            this.callback = new AtomicReference<>(callback);
        }

        /** An executor that runs it twice runs it once. */
        @Override
        public void run() {
            Runnable own = callback.getAndSet(null);
            if (own != null) {
                try {
                    inGate(own);
                } finally {
                    end();
                }
            }
        }

        void letGo() {
            callback.set(null);
            end();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Not to be interrupted: the next callback must not begin before this one has ended. */
        synchronized void awaitEnd() {
            while (!ended) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Who stops core lets go of this first, so this was a stranger.
                }
            }
        }
    }
}
