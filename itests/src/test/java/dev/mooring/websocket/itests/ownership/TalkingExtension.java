package dev.mooring.websocket.itests.ownership;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * An extension as careless as can be: it connects when it starts and never cleans up. Its manifest says where to
 * connect, and what to do besides. It keeps a journal of all callbacks, and leaks its service object and its
 * connection; all of these are of types that its class loader is not part of, so that a test can keep them.
 */
public final class TalkingExtension implements BundleActivator {

    static final String URL = "Test-Url";
    static final String WHEN_STARTED = "Test-When-Started";
    static final String WAIT = "wait-until-open";
    static final String WAIT_AND_FAIL = "wait-until-open-and-fail";
    static final String WHEN_STOPPED = "Test-When-Stopped";
    static final String SAY_GOODBYE = "say-goodbye";

    static final String ON_MESSAGE = "Test-On-Message";
    static final String STOP_YOURSELF = "stop-yourself";
    static final String FINISH_AFTER_THE_STOP_BEGAN = "finish-after-the-stop-began";

    static final String SERVICE = "service";
    static final String CONNECTION = "connection";

    private WebSocketConnection connection;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        List<String> journal = new CopyOnWriteArrayList<>();
        WebSocketService sockets = context.getService(context.getServiceReference(WebSocketService.class));
        connection = sockets.connect(headers.get(URL), journaling(journal));
        if (STOP_YOURSELF.equals(headers.get(ON_MESSAGE))) {
            connection.onMessage(message -> stop(context.getBundle()));
        } else if (FINISH_AFTER_THE_STOP_BEGAN.equals(headers.get(ON_MESSAGE))) {
            connection.onMessage(message -> {
                journal.add("begun");
                while (connection.state() == ConnectionState.OPEN) {
                    Thread.onSpinWait();
                }
                // By now the stop is at its last step, which waits for this handler, or does not.
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                journal.add("finished");
            });
        }
        connection
                .opened()
                .whenComplete((it, failure) -> journal.add(failure == null ? "opened" : "failed " + failure));
        context.registerService(List.class, journal, null);
        context.registerService(
                Map.class, new ConcurrentHashMap<>(Map.of(SERVICE, sockets, CONNECTION, connection)), null);
        String mode = headers.get(WHEN_STARTED);
        if (mode != null) {
            connection.opened().toCompletableFuture().join();
        }
        if (WAIT_AND_FAIL.equals(mode)) {
            throw new IllegalStateException("on purpose");
        }
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnectOptions journaling(List<String> journal) {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> journal.add("open"))
                .withOnMessage((connection, message) -> journal.add("message"))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
    }

    @Override
    public void stop(BundleContext context) {
        if (SAY_GOODBYE.equals(context.getBundle().getHeaders().get(WHEN_STOPPED))) {
            connection.send("goodbye").toCompletableFuture().join();
        }
    }
}
