package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.CurrentSettings;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.consent.Consents;
import dev.mooring.websocket.core.deflate.DeflateOffer;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.dispatch.Dispatch;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.policy.Attempt;
import dev.mooring.websocket.core.policy.ConnectRules;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.Transport;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where connections are made, for all bundles. */
public final class Connector {

    private final Registry registry;
    private final CurrentSettings settings;
    private final ConnectRules rules;
    private final Consents consents;
    private final Workers workers;
    private final EventBus bus;
    private final Transport transport;
    private final Watches watches;
    private final Log log;

    /** Set once, when core stops. */
    private volatile boolean stopped;

    public Connector(
            Registry registry,
            CurrentSettings settings,
            ConnectRules rules,
            Consents consents,
            Workers workers,
            EventBus bus,
            Transport transport,
            Watches watches,
            Log log) {
        this.registry = registry;
        this.settings = settings;
        this.rules = rules;
        this.consents = consents;
        this.workers = workers;
        this.bus = bus;
        this.transport = transport;
        this.watches = watches;
        this.log = log;
    }

    public CurrentSettings settings() {
        return settings;
    }

    public Registry registry() {
        return registry;
    }

    /** Refuses what comes from now on. */
    public void stop() {
        stopped = true;
    }

    /** Never throws what the connection is refused for: that comes through its {@code opened()}. */
    public WebSocketConnection connect(Life life, String url, ConnectOptions options) {
        ManagedConnection connection = connection(life, options);
        connection.add(options);
        connection.requested();
        life.enter(connection);
        try {
            // Behind the entry: a stop that this look misses finds the connection in its life, and gives it up.
            checkOpen(life);
            Attempt attempt = rules.check(life.identity(), url, options);
            connection.endpoint(attempt.url());
            boolean consented = !rules.needConsent() || consents.isGranted(life.identity());
            life.takePlace(connection, settings.get().maxConnections());
            if (consented) {
                dial(connection, attempt, options.connectTimeout());
            } else {
                askAndDial(connection, life, attempt, options.connectTimeout());
            }
        } catch (WebSocketException refusal) {
            refuse(connection, life, refusal);
        } catch (RuntimeException | Error unforeseen) {
            refuse(connection, life, failed(unforeseen));
        }
        return connection;
    }

    private ManagedConnection connection(Life life, ConnectOptions options) {
        Settings now = settings.get();
        return new ManagedConnection(
                life.extension().nextConnection(),
                life,
                workers,
                self -> new Dispatch(
                        self,
                        now.inboxBytes(),
                        options.executor(),
                        failure -> self.giveUp(failure, "The extension takes no more"),
                        bus,
                        workers,
                        log),
                new Outbox(now.outboxBytes()),
                watches);
    }

    private void checkOpen(Life life) {
        if (stopped) {
            throw serviceStopped();
        }
        if (!life.isRunning()) {
            throw life.refusal();
        }
    }

    private void askAndDial(ManagedConnection connection, Life life, Attempt attempt, Duration timeout) {
        // Held by its life for as long as it waits. The question may be open for longer, and must not keep it.
        WeakReference<ManagedConnection> waiting = new WeakReference<>(connection);
        consents.ask(life.identity()).whenComplete((granted, failure) -> {
            ManagedConnection still = waiting.get();
            // The answer comes on a thread of anybody's, and what follows it is ours.
            if (still != null && !workers.start(() -> consentAnswered(still, life, attempt, timeout, failure))) {
                refuse(still, life, serviceStopped());
            }
        });
    }

    private void consentAnswered(
            ManagedConnection connection, Life life, Attempt attempt, Duration timeout, @Nullable Throwable failure) {
        try {
            if (failure instanceof WebSocketException refusal) {
                throw refusal;
            }
            dial(connection, attempt, timeout);
        } catch (WebSocketException refusal) {
            refuse(connection, life, refusal);
        } catch (RuntimeException | Error unforeseen) {
            refuse(connection, life, failed(unforeseen));
        }
    }

    /** Without a cause: it may be of anybody's classes. */
    private WebSocketException failed(Throwable unforeseen) {
        log.warn("A connect failed where it should not.", unforeseen);
        return new WebSocketException(
                Reason.CONNECT_FAILED, "The platform failed to make this connection: " + unforeseen + ". See its log.");
    }

    private void dial(ManagedConnection connection, Attempt attempt, Duration timeout) {
        // It may have been given up meanwhile; then no socket is opened for it.
        if (connection.state() == ConnectionState.CONNECTING) {
            connection.connecting(transport.dial(request(connection, attempt, timeout), connection));
        }
    }

    private DialRequest request(ManagedConnection connection, Attempt attempt, Duration timeout) {
        Settings now = settings.get();
        return new DialRequest(
                attempt.url(),
                attempt.headers(),
                attempt.subprotocols(),
                timeout,
                address -> rules.check(attempt, address),
                now.compression() && attempt.compression()
                        ? Optional.of(new DeflateOffer(now.compressionContextTakeover()))
                        : Optional.empty(),
                attempt.shown(),
                now.maxRedirects(),
                url -> {
                    Attempt next = rules.check(attempt, url);
                    connection.endpoint(next.url());
                    return request(connection, next, timeout);
                });
    }

    private static void refuse(ManagedConnection connection, Life life, WebSocketException refusal) {
        if (life.isOver()) {
            // Not a word to handlers: the owner is gone.
            connection.ownerStopped(refusal);
        } else {
            connection.failConnecting(refusal);
        }
    }

    static WebSocketException serviceStopped() {
        return new WebSocketException(
                Reason.SERVICE_STOPPED,
                "The WebSocket service is stopping or has stopped. Take it again when it is back.");
    }
}
