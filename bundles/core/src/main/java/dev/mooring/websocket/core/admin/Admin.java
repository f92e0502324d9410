package dev.mooring.websocket.core.admin;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.connection.Registry;
import dev.mooring.websocket.core.connection.Watches;
import dev.mooring.websocket.core.consent.Consents;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.platform.ConnectionChange;
import dev.mooring.websocket.platform.ConnectionInfo;
import dev.mooring.websocket.platform.Consent;
import dev.mooring.websocket.platform.DispatchState;
import dev.mooring.websocket.platform.WebSocketAdmin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The administration as one bundle has it: what the bundle watches ends when it lets go of this. */
final class Admin implements WebSocketAdmin {

    private final Registry registry;
    private final Watches watches;
    private final EventBus bus;
    private final Consents consents;
    private final Set<Subscription> own = ConcurrentHashMap.newKeySet();

    private volatile boolean ended;

    Admin(Registry registry, Watches watches, EventBus bus, Consents consents) {
        this.registry = registry;
        this.watches = watches;
        this.bus = bus;
        this.consents = consents;
    }

    @Override
    public List<ConnectionInfo> connections() {
        return registry.all();
    }

    @Override
    public Optional<ConnectionInfo> connection(String connectionId) {
        return registry.all().stream().filter(hasId(connectionId)).findFirst();
    }

    @Override
    public boolean close(String connectionId, String reason) {
        return registry.close(hasId(connectionId), closed(reason)) > 0;
    }

    @Override
    public int closeAll(String extensionId, String reason) {
        requireNonNull(extensionId, "extensionId");
        return registry.close(connection -> connection.extensionId().equals(extensionId), closed(reason));
    }

    private static Predicate<ConnectionInfo> hasId(String connectionId) {
        requireNonNull(connectionId, "connectionId");
        return connection -> connection.connectionId().equals(connectionId);
    }

    private static WebSocketException closed(String reason) {
        return new WebSocketException(
                Reason.CLOSED_BY_PLATFORM,
                "The platform has closed this connection: " + requireNonNull(reason, "reason"));
    }

    @Override
    public Subscription watch(Consumer<? super ConnectionChange> watcher) {
        Subscription watch = watches.add(requireNonNull(watcher, "watcher"));
        own.add(watch);
        if (ended) {
            // Let go of meanwhile, or kept for longer than it was given.
            end();
        }
        return () -> {
            own.remove(watch);
            watch.close();
        };
    }

    @Override
    public DispatchState dispatch() {
        return new State(bus.degradedConnections(), bus.deliveriesWithoutBus(), bus.discardedMessages());
    }

    private record State(int connectionsRoundEventAdmin, long deliveriesRoundEventAdmin, long discardedMessages)
            implements DispatchState {}

    @Override
    public List<Consent> consents() {
        return consents.all();
    }

    @Override
    public boolean revokeConsent(String extensionId, String location) {
        // Forgotten first: whoever connects after this asks anew, and whoever came before is found below.
        boolean known =
                consents.forget(requireNonNull(extensionId, "extensionId"), requireNonNull(location, "location"));
        if (known) {
            registry.close(
                    connection -> connection.extensionId().equals(extensionId)
                            && connection.location().equals(location),
                    new WebSocketException(
                            Reason.CONSENT_REFUSED, "Consent for " + extensionId + " to open WebSockets was revoked."));
        }
        return known;
    }

    /** The bundle has let go. */
    void end() {
        ended = true;
        own.forEach(Subscription::close);
    }
}
