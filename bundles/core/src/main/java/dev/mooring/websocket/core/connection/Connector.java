package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.dispatch.Dispatch;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.policy.RequestFields;
import dev.mooring.websocket.core.policy.WebSocketUrl;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.DialRequest;
import dev.mooring.websocket.core.transport.Transport;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The one place where connections are made, for all bundles. */
public final class Connector {

    private final Settings settings;
    private final Workers workers;
    private final EventBus bus;
    private final Transport transport;
    private final Log log;
    private final Lives lives;

    /** Set once, when core stops. */
    private volatile boolean stopped;

    public Connector(
            BundleContext context, Settings settings, Workers workers, EventBus bus, Transport transport, Log log) {
        this.settings = settings;
        this.workers = workers;
        this.bus = bus;
        this.transport = transport;
        this.log = log;
        this.lives = new Lives(context, settings.stopTimeout());
    }

    public void start() {
        lives.open();
    }

    /** Closes all connections of all bundles. Returns at once; the closing handshakes go on. */
    public void closeAll() {
        stopped = true;
        for (Life life : lives.all()) {
            for (ManagedConnection connection : life.connections()) {
                connection.serviceStopped(serviceStopped());
            }
        }
    }

    /** Ends the lives of all bundles: no callback begins after this. */
    public void endLives() {
        lives.close();
    }

    /** What that bundle has and does until it stops. */
    public Life lifeOf(Bundle bundle) {
        return lives.of(bundle);
    }

    /** Never throws what the connection is refused for: that comes through its {@code opened()}. */
    public WebSocketConnection connect(Life life, String url, ConnectOptions options) {
        ManagedConnection connection = new ManagedConnection(
                life.extension().nextConnection(),
                life,
                workers,
                self -> new Dispatch(self, settings.inboxBytes(), bus, workers, log),
                new Outbox(settings.outboxBytes()));
        connection.add(options);
        life.enter(connection);
        try {
            // Behind the entry: a stop that this look misses finds the connection in its life, and gives it up.
            checkOpen(life);
            DialRequest request = request(url, options);
            connection.connecting(transport.dial(request, connection));
        } catch (WebSocketException refusal) {
            if (life.isOver()) {
                // Not a word to handlers: the owner is gone.
                connection.ownerStopped(refusal);
            } else {
                connection.failConnecting(refusal);
            }
        }
        return connection;
    }

    private void checkOpen(Life life) {
        if (stopped) {
            throw serviceStopped();
        }
        if (!life.isRunning()) {
            throw life.refusal();
        }
    }

    private static DialRequest request(String url, ConnectOptions options) {
        WebSocketUrl parsed = WebSocketUrl.parse(url);
        RequestFields.checkHeaders(options.headers());
        RequestFields.checkSubprotocols(options.subprotocols());
        return new DialRequest(parsed, options.headers(), options.subprotocols(), options.connectTimeout());
    }

    private static WebSocketException serviceStopped() {
        return new WebSocketException(
                Reason.SERVICE_STOPPED,
                "The WebSocket service is stopping or has stopped. Take it again when it is back.");
    }

    /** Those that are not closed, oldest first. */
    public List<WebSocketConnection> connections(Life life) {
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
}
