package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.core.thread.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends what a thread is blocked in, whatever that is, by closing it from another thread. */
public final class Cutoff {

    private record Guarded(Closeable resource, String ifSlow) {}

    private static final Guarded NOTHING = new Guarded(() -> {}, "");

    /** What the thread may be blocked in. Guarded by this. */
    private Guarded current = NOTHING;

    /** Guarded by this. */
    private @Nullable WebSocketException reason;

    /** Guarded by this. */
    private boolean established;

    /** Names what the thread will be blocked in from now on. Throws the reason if it has been cut off already. */
    public void guard(Closeable resource) {
        guard(resource, "");
    }

    /**
     * The same, for what may take too long.
     *
     * @param ifSlow says, in a sentence, who is to blame then
     */
    public void guard(Closeable resource, String ifSlow) {
        guard(new Guarded(resource, ifSlow));
    }

    private synchronized void guard(Guarded next) {
        current = next;
        if (reason != null) {
            closeCurrent();
            throw reason;
        }
    }

    /** Closes what was named last: the thread is done with it, and goes on with something else. */
    public synchronized void letGo() {
        closeCurrent();
        current = NOTHING;
    }

    /**
     * Calls code of others, which may block: the cut-off closes what is guarded already, and interrupts the call.
     * Throws the reason if it came meanwhile.
     */
    public <T> T interrupting(Supplier<T> call) {
        Guarded before = interruptBefore(Thread.currentThread());
        try {
            return call.get();
        } finally {
            stopInterrupting(before);
        }
    }

    private void stopInterrupting(Guarded before) {
        try {
            guard(before);
        } finally {
            Workers.restoreThread();
        }
    }

    private synchronized Guarded interruptBefore(Thread thread) {
        Guarded before = current;
        guard(() -> {
            thread.interrupt();
            before.resource().close();
        });
        return before;
    }

    /**
     * Connecting is done: no deadline of it counts any more. Throws the reason if the thread has been cut off already.
     */
    public synchronized void established() {
        if (reason != null) {
            throw reason;
        }
        established = true;
    }

    /** Cuts the thread off if it is still connecting. */
    public synchronized void expire(WebSocketException why) {
        if (!established) {
            String more = current.ifSlow();
            cut(more.isEmpty() ? why : new WebSocketException(why.reason(), why.getMessage() + " " + more));
        }
    }

    /** Cuts the thread off. Only the first reason counts. */
    public synchronized void cut(WebSocketException why) {
        if (reason == null) {
            reason = why;
            closeCurrent();
        }
    }

    /** What was cut off has failed for the reason of the cut, whatever exception it broke off with. */
    public synchronized WebSocketException reasonOr(WebSocketException otherwise) {
        return reason == null ? otherwise : reason;
    }

    // Closing a plain socket or cancelling a future does not block and calls nobody, so the lock may be held.
    // Closing a TLS socket can block behind a write: it is never what is guarded, and no close_notify is sent.
    private void closeCurrent() {
        try {
            current.resource().close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
