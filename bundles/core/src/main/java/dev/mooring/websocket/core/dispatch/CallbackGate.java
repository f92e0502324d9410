package dev.mooring.websocket.core.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets callbacks of one connection in until it is shut, and knows which are inside. */
final class CallbackGate {

    /** The threads that are in a callback, guarded by this. */
    private final List<Thread> inside = new ArrayList<>(1);

    /** Guarded by this. */
    private boolean shut;

    /** Lets a callback in. False if the gate is shut: then it must not begin. */
    synchronized boolean enter() {
        if (shut) {
            return false;
        }
        inside.add(Thread.currentThread());
        return true;
    }

    synchronized void leave() {
        inside.remove(Thread.currentThread());
        notifyAll();
    }

    synchronized void shut() {
        shut = true;
    }

    /**
     * Waits until no callback is running, or until the deadline. Does not wait at all if the caller is in a callback
     * itself: it would wait for its own end.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    synchronized void awaitEmpty(long deadline) throws InterruptedException {
        while (!inside.isEmpty() && !inside.contains(Thread.currentThread())) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
