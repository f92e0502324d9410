package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.platform.ConnectionChange;
import dev.mooring.websocket.platform.ConnectionChange.Kind;
import dev.mooring.websocket.platform.ConnectionInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Those of the platform who watch connections come and go. */
public final class Watches {

    private final Workers workers;
    private final Log log;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    public Watches(Workers workers, Log log) {
        this.workers = workers;
        this.log = log;
    }

    /** Adds a watcher. What it throws is logged. */
    public Subscription add(Consumer<? super ConnectionChange> watcher) {
        Watch watch = new Watch(watcher, workers, log);
        watches.add(watch);
        return () -> {
            watches.remove(watch);
            watch.end();
        };
    }

    /** Tells all of them, in the order of the calls for one connection. Calls no code of others here. */
    void tell(Kind kind, Supplier<ConnectionInfo> connection, @Nullable WebSocketException failure) {
        if (!watches.isEmpty()) {
            ConnectionChange change = new Change(kind, connection.get(), Optional.ofNullable(failure));
            watches.forEach(watch -> watch.put(change));
        }
    }

    private record Change(Kind kind, ConnectionInfo connection, Optional<WebSocketException> failure)
            implements ConnectionChange {}
}
