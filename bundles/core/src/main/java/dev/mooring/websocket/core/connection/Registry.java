package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.ConnectionInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** All connections that are not closed, by the lives that they belong to. */
public final class Registry {

    private final Lives lives;

    /** @param stopTimeout how long a stopping bundle waits for its handlers; asked each time */
    public Registry(BundleContext context, Supplier<Duration> stopTimeout) {
        this.lives = new Lives(context, stopTimeout);
    }

    public void open() {
        lives.open();
    }

    /** Closes all connections of all bundles. Returns at once; the closing handshakes go on. */
    public void closeAll() {
        connections()
                .forEach(connection -> connection.giveUp(Connector.serviceStopped(), "The platform is going away"));
    }

    /** Ends the lives of all bundles: no callback begins after this. */
    public void endLives() {
        lives.close();
    }

    /** What that bundle has and does until it stops. */
    public Life lifeOf(Bundle bundle) {
        return lives.of(bundle);
    }

    // ---- for an owner

    /** Those of that owner, oldest first. */
    public List<WebSocketConnection> of(Life life) {
        return List.copyOf(life.connections());
    }

    /**
     * The connection of that id, if this owner has it open.
     *
     * @throws WebSocketException {@code NOT_OWNED}, if this owner never had one of that id. The answer does not depend
     *     on what other owners have, so nobody can find out
     */
    public Optional<WebSocketConnection> find(Life life, String connectionId) {
        for (ManagedConnection connection : life.connections()) {
            if (connection.id().equals(connectionId)) {
                return Optional.of(connection);
            }
        }
        Extension extension = life.extension();
        if (!extension.hadConnection(connectionId)) {
            throw new WebSocketException(
                    Reason.NOT_OWNED, "WebSocket " + connectionId + " is not owned by " + extension.id());
        }
        return Optional.empty();
    }

    // ---- for the administration

    /** All that are open, by extension, oldest first. */
    public List<ConnectionInfo> all() {
        return connections()
                .sorted(Comparator.comparing(ManagedConnection::extensionId).thenComparing(ManagedConnection::number))
                .<ConnectionInfo>map(ManagedConnection::snapshot)
                .toList();
    }

    /** Closes those that match, with 1001. Returns how many that were. */
    public int close(Predicate<ConnectionInfo> condition, WebSocketException why) {
        List<ManagedConnection> matching = connections()
                .filter(connection -> condition.test(connection.snapshot()))
                .toList();
        matching.forEach(connection -> connection.giveUp(why, "Closed by the platform"));
        return matching.size();
    }

    private Stream<ManagedConnection> connections() {
        return lives.all().stream().flatMap(life -> life.connections().stream());
    }
}
