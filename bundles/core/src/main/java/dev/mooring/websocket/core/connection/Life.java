package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.core.json.JsonWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * One passage of a bundle from STARTING to STOPPED, and what it has open. Once over it stays over: a bundle that is
 * started again has a new one, so that what its older self has leaked stays dead. Knows the bundle by name only, and
 * keeps nothing of it.
 */
public final class Life {

    private enum Phase {
        RUNNING,
        STOPPING,
        OVER
    }

    private final Identity identity;
    private final Extension extension;
    private final ConcurrentNavigableMap<Long, ManagedConnection> connections = new ConcurrentSkipListMap<>();

    /**
     * Also those that are closed, for as long as they have something to deliver or somebody can add a handler to them:
     * no callback may come from them either when this life is over. Guarded by this.
     */
    private final Set<ManagedConnection> reachable = Collections.newSetFromMap(new WeakHashMap<>());

    /** Those that count towards the limit. Guarded by this. */
    private final Set<ManagedConnection> placed = new HashSet<>();

    private volatile Phase phase;

    /** Made when it is needed, gone when this life is over. Guarded by this. */
    private @Nullable JsonWriter json;

    private Life(Identity identity, Extension extension, Phase phase) {
        this.identity = identity;
        this.extension = extension;
        this.phase = phase;
    }

    static Life begin(Identity identity, Extension extension, boolean stopping) {
        return new Life(identity, extension, stopping ? Phase.STOPPING : Phase.RUNNING);
    }

    /** The life of a bundle that is not running. */
    static Life over(Identity identity, Extension extension) {
        return new Life(identity, extension, Phase.OVER);
    }

    Identity identity() {
        return identity;
    }

    Extension extension() {
        return extension;
    }

    boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Makes the connection part of this life. Whoever enters has to look at the phase afterwards. */
    void enter(ManagedConnection connection) {
        // In this order: whoever finds it among the reachable ones and ends it must find it here to take it out again.
        connections.put(connection.number(), connection);
        synchronized (this) {
            reachable.add(connection);
        }
    }

    /**
     * Gives the connection one of the places that an extension has. It keeps the place until it leaves.
     *
     * @throws WebSocketException {@code TOO_MANY_CONNECTIONS}, if there is none left
     */
    synchronized void takePlace(ManagedConnection connection, int max) {
        if (!connections.containsKey(connection.number())) {
            // It has left already, and would keep the place for ever.
            return;
        }
        if (placed.size() >= max) {
            throw new WebSocketException(
                    Reason.TOO_MANY_CONNECTIONS, "Too many WebSocket connections (max " + max + " per extension)");
        }
        placed.add(connection);
    }

    synchronized void leave(ManagedConnection connection) {
        connections.remove(connection.number());
        placed.remove(connection);
    }

    /** Those that are not closed, oldest first. */
    Collection<ManagedConnection> connections() {
        return connections.values();
    }

    WebSocketException refusal() {
        return new WebSocketException(
                Reason.OWNER_STOPPED,
                identity.label()
                        + " is stopping or has stopped, so it can't open a connection. A bundle that was started"
                        + " again has to take the service anew.");
    }

    String toJson(Object value) {
        return json().write(value);
    }

    private synchronized JsonWriter json() {
        if (isOver()) {
            throw new WebSocketException(Reason.CLOSED, identity.label() + " has stopped, so it can't send.");
        }
        if (json == null) {
            json = new JsonWriter();
        }
        return json;
    }

    /** The bundle is stopping: nothing new is opened; what is open can still say goodbye. */
    void stopping() {
        phase = Phase.STOPPING;
        for (ManagedConnection connection : connections.values()) {
            connection.failConnecting(refusal());
        }
    }

    /** The bundle has stopped: everything is closed, and no callback begins after this has returned. */
    void end() {
        phase = Phase.OVER;
        for (ManagedConnection connection : reachable()) {
            connection.ownerStopped(refusal());
        }
        synchronized (this) {
            json = null;
        }
    }

    private synchronized List<ManagedConnection> reachable() {
        return List.copyOf(reachable);
    }

    /**
     * Waits for callbacks that are running; not at all, if the caller is in one of them.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    void awaitCallbacks(long deadline) {
        List<ManagedConnection> all = reachable();
        if (all.stream().anyMatch(ManagedConnection::isInCallback)) {
            return;
        }
        try {
            for (ManagedConnection connection : all) {
                connection.awaitCallbacks(deadline);
            }
        } catch (InterruptedException e) {
            // Whoever stops the bundle is in a hurry. No callback begins all the same.
            Thread.currentThread().interrupt();
        }
    }
}
