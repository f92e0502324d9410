package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends what a thread is blocked in, whatever that is, by closing it from another thread. */
public final class Cutoff {

    /** What the thread may be blocked in. Guarded by this. */
    private @Nullable Closeable current;

    /** Guarded by this. */
    private @Nullable WebSocketException reason;

    /** Guarded by this. */
    private boolean established;

    /** Names what the thread will be blocked in from now on. Throws the reason if it has been cut off already. */
    public synchronized void guard(Closeable resource) {
        current = resource;
        if (reason != null) {
            closeCurrent();
            throw reason;
        }
    }

    /** Closes what was named last: the thread is done with it, and goes on with something else. */
    public synchronized void letGo() {
        closeCurrent();
        current = null;
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
            cut(why);
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
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }
}
