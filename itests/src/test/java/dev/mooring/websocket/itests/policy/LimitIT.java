package dev.mooring.websocket.itests.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawServer;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** An extension has so many connections and no more, whatever others have. */
public class LimitIT extends ContainerTest {

    private static final int MAX = 5;
    private static final String REFUSAL = "Too many WebSocket connections (max 5 per extension)";

    @Inject
    private BundleContext context;

    private Extensions extensions;
    private EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start();
        extensions = new Extensions(context);
    }

    @After
    public void stopServer() throws Exception {
        extensions.uninstallAll();
        server.close();
    }

    @Test
    public void theSixthIsRefusedInSoManyWords() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("greedy"));
        fill(sockets);

        WebSocketConnection sixth = sockets.connect(server.url("/"));

        assertRefused(sixth);
        assertThat(sockets.connections()).hasSize(MAX);
        assertThat(server.sessions()).as("the sixth touches no socket").hasSize(MAX);
    }

    @Test
    public void thoseThatAreConnectingCount() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            WebSocketService sockets = Extensions.socketsOf(extensions.start("impatient"));
            for (int i = 0; i < MAX; i++) {
                assertThat(sockets.connect(silent.url("/")).state()).isEqualTo(ConnectionState.CONNECTING);
            }

            assertRefused(sockets.connect(server.url("/")));
        }
    }

    @Test
    public void aPlaceIsFreeOnceAConnectionIsClosed() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("tidy"));
        List<WebSocketConnection> open = fill(sockets);

        get(open.get(0).close());
        WebSocketConnection next = get(sockets.connect(server.url("/")).opened());

        assertThat(next.id()).isEqualTo("tidy_ws_5");
        assertRefused(sockets.connect(server.url("/")));
    }

    @Test
    public void aPlaceIsFreeOnceTheServerHasClosedOrAConnectHasFailed() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("unlucky"));
        List<WebSocketConnection> open = fill(sockets);

        server.sessions().get(0).close(1000, "");
        await().until(() -> open.stream().anyMatch(connection -> connection.state() == ConnectionState.CLOSED));
        failure(WebSocketException.class, sockets.connect("ws://127.0.0.1:1/").opened());
        get(sockets.connect(server.url("/")).opened());

        assertRefused(sockets.connect(server.url("/")));
    }

    @Test
    public void refusedOnesTakeNoPlace() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("clumsy"));
        for (int i = 0; i < 10; i++) {
            WebSocketException refusal = failure(
                    WebSocketException.class,
                    sockets.connect("http://not-a-websocket/").opened());
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID_URL);
        }

        fill(sockets);

        assertRefused(sockets.connect(server.url("/")));
    }

    @Test
    public void aBadUrlIsToldBeforeAFullPool() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("both"));
        fill(sockets);

        WebSocketException refusal = failure(
                WebSocketException.class,
                sockets.connect("http://not-a-websocket/").opened());

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_URL);
    }

    @Test
    public void eachExtensionHasAPoolOfItsOwn() throws Exception {
        fill(Extensions.socketsOf(extensions.start("one")));

        fill(Extensions.socketsOf(extensions.start("other")));

        // The server enters a session behind its answer.
        await().untilAsserted(() -> assertThat(server.sessions()).hasSize(2 * MAX));
    }

    @Test
    public void anExtensionThatIsStartedAgainBeginsWithAnEmptyPool() throws Exception {
        Bundle bundle = extensions.start("restarted");
        fill(Extensions.socketsOf(bundle));

        bundle.stop();
        bundle.start();

        fill(Extensions.socketsOf(bundle));
    }

    private List<WebSocketConnection> fill(WebSocketService sockets) throws Exception {
        List<WebSocketConnection> open = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            open.add(get(sockets.connect(server.url("/")).opened()));
        }
        return open;
    }

    private static void assertRefused(WebSocketConnection connection) throws Exception {
        WebSocketException refusal = failure(WebSocketException.class, connection.opened());
        assertThat(refusal).hasMessage(REFUSAL);
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }
}
