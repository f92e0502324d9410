package dev.mooring.websocket.itests.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.ClientTls;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.ServerTls;
import dev.mooring.websocket.itests.support.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** A test with servers named {@code secure.test} and {@code other.test}, and a trust store of the Java runtime's. */
public abstract class SecureTest extends ContainerTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Inject
    protected BundleContext context;

    @Inject
    private WebSocketService sockets;

    private final List<EchoServer> servers = new ArrayList<>();

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), Platform.named(), names());
    }

    protected static Option names() {
        try {
            return vmOption("-Djdk.net.hosts.file="
                    + Files.write(
                            Containers.target().resolve("secure.hosts"),
                            List.of("127.0.0.1 localhost secure.test secure.test. other.test a.wild.test")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @After
    public void stopServers() {
        servers.forEach(EchoServer::close);
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    protected EchoServer server(ServerTls tls) {
        EchoServer server = EchoServer.start(EchoServerOptions.defaults().withTls(tls));
        servers.add(server);
        return server;
    }

    protected EchoServer server(KeyStore identity) {
        return server(ServerTls.of(identity));
    }

    /** The Java runtime trusts this authority and no other. */
    protected Path trust(TestAuthority authority) {
        Path store = folder.getRoot().toPath().resolve("trusted.p12");
        write(authority.trustStore(), store);
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        return store;
    }

    protected static void write(KeyStore store, Path file) {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The store could not be written", e);
        }
    }

    protected WebSocketService sockets() {
        return sockets;
    }

    protected static String url(String host, int port) {
        return "wss://" + host + ":" + port + "/";
    }

    /** Opens and closes a connection, and gives the server's view of it. */
    protected ClientTls connect(WebSocketService as, String host, EchoServer server) throws Exception {
        int before = server.sessions().size();
        WebSocketConnection connection =
                get(as.connect(url(host, server.port())).opened());
        await().until(() -> server.sessions().size() > before);
        EchoSession session = server.sessions().get(before);
        get(connection.close());
        return session.request().tls().orElseThrow();
    }

    protected ClientTls connect(String host, EchoServer server) throws Exception {
        return connect(sockets, host, server);
    }

    /** What follows the words that are always the same. */
    protected String refusal(String host, EchoServer server) throws Exception {
        String why = refusal(sockets, host, server.port(), ConnectOptions.defaults());
        assertThat(server.sessions()).isEmpty();
        return why;
    }

    protected String refusal(WebSocketService as, String host, int port, ConnectOptions options) throws Exception {
        WebSocketException failure = failure(
                WebSocketException.class, as.connect(url(host, port), options).opened());
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.TLS);
        assertThat(failure).hasNoCause();
        String always = "No secure connection to " + host + ":" + port + " could be made: ";
        assertThat(failure).hasMessageStartingWith(always);
        return failure.getMessage().substring(always.length());
    }
}
