package dev.mooring.websocket.core.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read from one socket. One thread has it at a time; it delivers what it has read itself, which
 * saves a hand-over. If that takes long the turn is taken from it, for another thread to read on.
 */
final class ReadersTurn {

    /** What a look at regular intervals has found. */
    enum Sight {
        /** Nothing has been delivered since the last look. */
        QUIET,
        /** There have been deliveries. */
        BUSY,
        /** A delivery takes long. The turn is nobody's now: the caller must see that a thread takes it. */
        HELD_UP
    }

    private record Holder(Thread thread, boolean delivering) {}

    /** Null while the turn is on its way to a thread. */
    private final AtomicReference<@Nullable Holder> holder = new AtomicReference<>();

    /** Changes with each delivery. Written by the thread that has the turn. */
    private volatile int deliveries;

    /** Owned by who looks. */
    private int deliveriesAtLastLook;

    /** The caller reads from now on. */
    void take() {
        holder.set(new Holder(Thread.currentThread(), false));
    }

    /** The caller reads no more; another thread will {@link #take()} the turn. */
    void giveAway() {
        holder.set(null);
    }

    /** Whether it is the caller's turn. */
    boolean isMine() {
        Holder now = holder.get();
        return now != null && now.thread == Thread.currentThread();
    }

    /**
     * Runs what may take long. For the thread that has the turn.
     *
     * @return false if the turn has been taken from it meanwhile
     */
    boolean deliver(Runnable delivery) {
        Holder reading = holder.get();
        Holder delivering = new Holder(Thread.currentThread(), true);
        // Not atomic, and need not be: only the thread that has the turn writes.
        int next = deliveries + 1;
        deliveries = next;
        holder.lazySet(delivering);
        delivery.run();
        return holder.compareAndSet(delivering, reading);
    }

    /** Called at regular intervals. What is seen in the same delivery twice is held up in it. */
    Sight look() {
        int now = deliveries;
        if (now != deliveriesAtLastLook) {
            deliveriesAtLastLook = now;
            return Sight.BUSY;
        }
        Holder current = holder.get();
        return current != null && current.delivering && holder.compareAndSet(current, null)
                ? Sight.HELD_UP
                : Sight.QUIET;
    }
}
