package dev.mooring.websocket.core.deflate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where costly things of one kind wait for their next use, a few at most. Thread-safe.
 *
 * <p>How many are in use is not bounded here: each connection has one at most, and connections are.
 */
final class Shelf<T> {

    private final Supplier<T> maker;
    private final Consumer<T> cleaner;
    private final Consumer<T> ender;
    private final int most;

    /** The last that came is the first to go: it is the warmest. Guarded by this. */
    private final Deque<T> waiting = new ArrayDeque<>();

    /** Made and not ended. Guarded by this. */
    private int live;

    /** Guarded by this. */
    private boolean closed;

    /**
     * @param cleaner makes one that has been used like new
     * @param ender frees what one holds
     * @param most how many may wait
     */
    Shelf(Supplier<T> maker, Consumer<T> cleaner, Consumer<T> ender, int most) {
        this.maker = maker;
        this.cleaner = cleaner;
        this.ender = ender;
        this.most = most;
    }

    /** Takes one, made for the purpose if none is waiting. It must come back, in one way or the other. */
    T take() {
        T item = poll();
        if (item == null) {
            item = maker.get();
            synchronized (this) {
                live++;
            }
        }
        return item;
    }

    private synchronized @Nullable T poll() {
        return waiting.pollLast();
    }

    /** Takes back one that works. */
    void giveBack(T item) {
        cleaner.accept(item);
        if (!keeps(item)) {
            end(item);
        }
    }

    private synchronized boolean keeps(T item) {
        if (closed || waiting.size() >= most) {
            return false;
        }
        waiting.addLast(item);
        return true;
    }

    /** Takes back one that may not work any more. */
    void end(T item) {
        ender.accept(item);
        synchronized (this) {
            live--;
        }
    }

    /** Ends those that wait, and each that is still in use when it comes back. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        for (T item = poll(); item != null; item = poll()) {
            end(item);
        }
    }

    synchronized int live() {
        return live;
    }
}
