package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.thread.Workers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes wires, and knows those that are in use. */
public final class Transport {

    private final Supplier<Settings> settings;
    private final Workers workers;
    private final HostResolver resolver;
    private final TyrusClient tyrus;
    private final Set<SocketWire> wires = ConcurrentHashMap.newKeySet();

    /** @param settings asked for each connection */
    public Transport(Supplier<Settings> settings, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        this.resolver = new HostResolver(workers.unwaitedThreads());
        this.tyrus = new TyrusClient();
    }

    /** Starts to connect, and returns at once. The listener hears how it went. */
    public Wire dial(DialRequest request, WireListener listener) {
        SocketWire wire = new SocketWire(request, listener, new Dialer(resolver), tyrus, settings.get(), workers);
        wires.add(wire);
        boolean started = workers.start(() -> {
            try {
                wire.run();
            } finally {
                wires.remove(wire);
            }
        });
        if (!started) {
            wires.remove(wire);
            throw new WebSocketException(Reason.SERVICE_STOPPED, "The WebSocket service has stopped.");
        }
        return wire;
    }

    /** Closes what is left, without a word to the peers. */
    public void stop() {
        wires.forEach(Wire::abort);
        tyrus.stop();
        try {
            resolver.stop(settings.get().stopTimeout());
        } catch (InterruptedException e) {
            // Whoever stops us is in a hurry.
            Thread.currentThread().interrupt();
        }
    }
}
