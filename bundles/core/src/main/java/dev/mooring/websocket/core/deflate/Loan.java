package dev.mooring.websocket.core.deflate;

import org.jspecify.annotations.Nullable;

/**
 * What one connection has of a {@link Shelf}: one thing at most, taken when it is first needed. One thread at a time
 * works with it; any thread may close the loan meanwhile. Then whoever leaves last takes the thing back, so that it is
 * ended once, and under nobody's hands.
 */
final class Loan<T> {

    private final Shelf<T> shelf;

    /** Guarded by this. */
    private @Nullable T item;

    /** Guarded by this. */
    private boolean inUse;

    /** Guarded by this. */
    private boolean closed;

    Loan(Shelf<T> shelf) {
        this.shelf = shelf;
    }

    /**
     * Begins to work. Must be followed by {@link #leave} or {@link #fail}.
     *
     * @return null if the loan has been closed, and then nothing must follow
     */
    synchronized @Nullable T enter() {
        if (inUse) {
            throw new IllegalStateException("Messages of one connection must come one at a time.");
        }
        if (closed) {
            return null;
        }
        if (item == null) {
            item = shelf.take();
        }
        inUse = true;
        return item;
    }

    /** @param keep whether the thing is to stay as it is for the next time */
    void leave(boolean keep) {
        T over;
        synchronized (this) {
            inUse = false;
            over = keep && !closed ? null : release();
        }
        if (over != null) {
            shelf.giveBack(over);
        }
    }

    /** The work went wrong: the thing is of no use any more, and nor is the loan. */
    void fail() {
        T broken;
        synchronized (this) {
            inUse = false;
            closed = true;
            broken = release();
        }
        if (broken != null) {
            shelf.end(broken);
        }
    }

    void close() {
        T over;
        synchronized (this) {
            closed = true;
            over = inUse ? null : release();
        }
        if (over != null) {
            shelf.giveBack(over);
        }
    }

    private @Nullable T release() {
        T released = item;
        item = null;
        return released;
    }
}
