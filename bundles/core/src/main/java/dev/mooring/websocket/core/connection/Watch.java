package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.platform.ConnectionChange;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watcher, and what it has not heard of yet. */
final class Watch {

    private static final int BOUND = 1024;

    private final Consumer<? super ConnectionChange> watcher;
    private final Workers workers;
    private final Log log;

    // All guarded by this.
    private final Queue<ConnectionChange> changes = new ArrayDeque<>();
    private boolean running;
    private boolean missing;
    private boolean ended;

    Watch(Consumer<? super ConnectionChange> watcher, Workers workers, Log log) {
        this.watcher = watcher;
        this.workers = workers;
        this.log = log;
    }

    /** Never waits for the watcher. */
    synchronized void put(ConnectionChange change) {
        if (ended) {
            return;
        }
        if (changes.size() == BOUND) {
            if (!missing) {
                missing = true;
                log.warn("A watcher of WebSocket connections is " + BOUND + " changes behind, and misses some.");
            }
            return;
        }
        missing = false;
        changes.add(change);
        if (!running) {
            running = workers.start(this::run);
        }
    }

    synchronized void end() {
        ended = true;
        changes.clear();
    }

    private void run() {
        for (ConnectionChange change = next(); change != null; change = next()) {
            try {
                watcher.accept(change);
            } catch (Throwable e) {
                log.warn("A watcher of WebSocket connections failed.", e);
            }
        }
    }

    private synchronized @Nullable ConnectionChange next() {
        ConnectionChange next = changes.poll();
        if (next == null) {
            running = false;
        }
        return next;
    }
}
