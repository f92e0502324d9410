package dev.mooring.websocket.samples.reconnecting;

import static java.util.Objects.requireNonNullElse;

import dev.mooring.websocket.CloseEvent;
import dev.mooring.websocket.RequireWebSocket;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Connects, and connects again when the connection has ended, as its rule says. Framework properties:
 * {@code dev.mooring.websocket.samples.reconnecting.url} says where to, {@code ...reconnecting.rule} names the
 * {@link RetryRule} (default {@code DOUBLING}), and {@code ...reconnecting.scale} multiplies its delays (default 1).
 */
@RequireWebSocket
@Component
public final class ReconnectingExtension {

    private static final String NAME = "dev.mooring.websocket.samples.reconnecting";
    private static final Logger LOG = Logger.getLogger(NAME);

    private final WebSocketService sockets;
    private final String url;
    private final RetryRule rule;
    private final double scale;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, NAME));

    // Guarded by this.
    private WebSocketConnection connection;
    private boolean wasOpen;
    private int retries;

    @Activate
    public ReconnectingExtension(BundleContext context, @Reference WebSocketService sockets) {
        this.sockets = sockets;
        this.url = context.getProperty(NAME + ".url");
        this.rule = RetryRule.valueOf(requireNonNullElse(context.getProperty(NAME + ".rule"), "DOUBLING"));
        this.scale = Double.parseDouble(requireNonNullElse(context.getProperty(NAME + ".scale"), "1"));
        synchronized (this) {
            // The first retry comes after this, however soon the connection ends.
            this.connection = connect();
        }
    }

    /** From here on there is no retry: neither the one that is waiting nor another. */
    @Deactivate
    synchronized void close() {
        timer.shutdownNow();
        connection.close();
    }

    private WebSocketConnection connect() {
        WebSocketConnection next = sockets.connect(url);
        next.onOpen(open -> opened());
        next.onText(text -> LOG.info("received " + text));
        next.onError(failure -> LOG.warning(failure.error().getMessage()));
        next.onClose(this::closed);
        return next;
    }

    private synchronized void opened() {
        wasOpen = true;
        retries = 0;
        LOG.info("connected");
    }

    private synchronized void closed(CloseEvent close) {
        if (timer.isShutdown()) {
            return;
        }
        Optional<Duration> delay = rule.delayAfter(new Ending(wasOpen, close.code(), retries));
        wasOpen = false;
        retries++;
        delay.ifPresentOrElse(
                wait -> retryIn(Math.round(wait.toMillis() * scale), close),
                () -> LOG.info("closed with " + close.code() + ", and that was it"));
    }

    private void retryIn(long millis, CloseEvent close) {
        LOG.info("closed with " + close.code() + ", again in " + millis + " ms");
        // Not kept: who ends the timer ends this with it.
        Future<?> unused = timer.schedule(this::retry, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void retry() {
        if (!timer.isShutdown()) {
            connection = connect();
        }
    }
}
