package dev.mooring.websocket.itests.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/** A real WebSocket server, Jetty's, that keeps a record of every session: the far end's account of what happened. */
public final class EchoServer implements AutoCloseable {

    private static final String THREADS = "test-echo-server";

    private final EchoServerOptions options;
    private final List<EchoSession> sessions = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ServerConnector connector;

    private EchoServer(EchoServerOptions options) {
        this.options = options;
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName(THREADS);
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = connector();
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(0);
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.addMapping("/*", new Negotiator());
        server.setHandler(options.redirect()
                .<Handler>map(location -> new EchoRedirect(location, upgrade))
                .orElse(upgrade));
    }

    /**
     * Starts a server with the defaults.
     *
     * @return the server, listening
     */
    public static EchoServer start() {
        return start(EchoServerOptions.defaults());
    }

    /**
     * Starts a server.
     *
     * @param options how it behaves
     * @return the server, listening
     */
    public static EchoServer start(EchoServerOptions options) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Jetty asks the context class loader for its services, and in a container that is anybody's.
        thread.setContextClassLoader(EchoServer.class.getClassLoader());
        try {
            EchoServer echo = new EchoServer(options);
            echo.server.start();
            return echo;
        } catch (Exception e) {
            throw new IllegalStateException("The echo server did not start", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Where it listens.
     *
     * @return the port that the system chose
     */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Builds a URL of this server.
     *
     * @param target path and query, for example {@code "/chat?room=1"}
     * @return {@code ws://127.0.0.1:port} or {@code wss://127.0.0.1:port}, and the target
     */
    public String url(String target) {
        return (options.tls().isPresent() ? "wss" : "ws") + "://127.0.0.1:" + port() + target;
    }

    /**
     * All sessions since the start, the closed ones included, in the order in which they opened.
     *
     * @return a snapshot
     */
    public List<EchoSession> sessions() {
        return List.copyOf(sessions);
    }

    /** Stops listening, cuts the connections without a closing handshake, and ends the threads. Twice is fine. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The echo server did not stop", e);
        }
    }

    private ServerConnector connector() {
        HttpConfiguration configuration = new HttpConfiguration();
        // What a client may send as its target is the client's promise to keep, so the server refuses nothing.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return options.tls()
                .map(tls ->
                        new ServerConnector(server, new SslConnectionFactory(tls.toJetty(), http.getProtocol()), http))
                .orElseGet(() -> new ServerConnector(server, http));
    }

    private final class Negotiator implements WebSocketNegotiator {

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            options.subprotocols().stream()
                    .filter(request.getSubProtocols()::contains)
                    .findFirst()
                    .ifPresent(response::setAcceptedSubProtocol);
            options.compression()
                    .filter(answer -> !request.getExtensions().isEmpty())
                    .ifPresent(answer -> response.setExtensions(List.of(ExtensionConfig.parse(answer))));
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.getHeaders()
                    .forEach(field -> headers.computeIfAbsent(field.getName(), name -> new ArrayList<>())
                            .add(Objects.requireNonNullElse(field.getValue(), "")));
            EchoRequest asked = new EchoRequest(
                    request.getHttpURI().getPathQuery(), headers, request.getSubProtocols(), tlsOf(request));
            return new EchoFrameHandler(asked, options.echo(), sessions::add);
        }

        private Optional<ClientTls> tlsOf(ServerUpgradeRequest request) {
            return Optional.ofNullable(request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .getSslSessionData())
                    .map(session -> ClientTls.of(session.sslSession()));
        }

        @Override
        public void customize(Configuration configuration) {
            configuration.setIdleTimeout(Duration.ZERO);
            // What is inflated comes in pieces, or not at all if it is large.
            configuration.setAutoFragment(true);
            configuration.setMaxFrameSize(0);
        }
    }
}
