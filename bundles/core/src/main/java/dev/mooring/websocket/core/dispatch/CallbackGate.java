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

    /** How many wait until nobody is inside: to wake nobody costs as well, each time. Guarded by this. */
    private int awaiting;

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
        if (awaiting > 0) {
            notifyAll();
        }
    }

    synchronized void shut() {
        shut = true;
    }

    /** Whether the caller is in a callback itself. It must not wait for others then: they may wait for it. */
    synchronized boolean isInside() {
        return inside.contains(Thread.currentThread());
    }

    /**
     * Waits until no callback is running, or until the deadline.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    synchronized void awaitEmpty(long deadline) throws InterruptedException {
        awaiting++;
        try {
            long left = deadline - System.nanoTime();
            while (!inside.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } finally {
            awaiting--;
        }
    }
}
