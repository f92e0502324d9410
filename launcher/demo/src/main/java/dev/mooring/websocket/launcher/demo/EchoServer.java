package dev.mooring.websocket.launcher.demo;

import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A WebSocket server on this machine: sends back what it gets, whatever the path, and tells a listener about it. */
public final class EchoServer implements AutoCloseable {

    /** How long closing may take for the sessions that are still open. */
    private static final long GOODBYE_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;

    private EchoServer(EchoListener listener) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("echo-server");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        // Only programs of this machine reach it, on a port that the system chooses.
        connector.setHost("127.0.0.1");
        server.setStopTimeout(GOODBYE_MILLIS);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, sessions -> {
            // Who tries things out in the shell takes their time.
            sessions.setIdleTimeout(Duration.ZERO);
            sessions.addMapping("/*", (request, response, callback) -> {
                listener.opened(request.getHttpURI().getPathQuery());
                return new EchoSession(listener);
            });
        }));
    }

    /**
     * Starts a server.
     *
     * @param listener hears what the server experiences
     * @return the server, listening
     */
    public static EchoServer start(EchoListener listener) {
        EchoServer echo = new EchoServer(listener);
        try {
            echo.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The echo server did not start", e);
        }
        return echo;
    }

    /**
     * Where it listens.
     *
     * @return {@code ws://127.0.0.1:port/}
     */
    public String url() {
        return "ws://127.0.0.1:" + connector.getLocalPort() + "/";
    }

    /** Closes the sessions that are still open, with code 1001, and stops listening. Twice is fine. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The echo server did not stop", e);
        }
    }
}
