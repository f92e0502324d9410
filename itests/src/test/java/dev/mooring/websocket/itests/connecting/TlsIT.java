package dev.mooring.websocket.itests.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.Relay;
import dev.mooring.websocket.itests.support.TestAuthority;
import dev.mooring.websocket.itests.support.Threads;
import java.security.NoSuchAlgorithmException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.inject.Inject;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** {@code wss}: with the trust of the Java runtime, and only to the host that the certificate is for. */
public class TlsIT extends ContainerTest {

    @Inject
    private WebSocketService sockets;

    private SSLContext before;
    private TestAuthority authority;
    private EchoServer server;

    @Before
    public void startServer() throws NoSuchAlgorithmException {
        before = SSLContext.getDefault();
        authority = TestAuthority.create();
        server = EchoServer.start(EchoServerOptions.defaults().withTls(authority, "localhost"));
    }

    @After
    public void stopServer() {
        SSLContext.setDefault(before);
        server.close();
    }

    @Test
    public void messagesGoThroughASecureConnection() throws Exception {
        SSLContext.setDefault(authority.trustingContext());
        WebSocketConnection connection = sockets.connect("wss://localhost:" + server.port() + "/secure?x");
        get(connection.opened());

        get(connection.send("secret"));
        get(connection.close());

        assertThat(server.sessions().get(0).request().target()).isEqualTo("/secure?x");
        assertThat(server.sessions().get(0).texts()).containsExactly("secret");
        await().until(() -> server.sessions().get(0).closeCode().isPresent());
        assertThat(server.sessions().get(0).closeCode()).hasValue(1000);
    }

    /** Large messages have many records, and what is left of the last one must not be waited for. */
    @Test
    public void aSecureConnectionGoesOnAfterItHasHadNoThread() throws Exception {
        Queue<String> echoes = new ConcurrentLinkedQueue<>();
        WebSocketConnection connection = connected(server.port(), echoes);
        String large = "0123456789abcdef".repeat(64 * 1024);

        for (int i = 1; i <= 3; i++) {
            get(connection.send("small " + i));
            get(connection.send(large + i));
            int times = i;
            await().until(() -> echoes.size() == 2 * times);
            assertThat(echoes).contains("small " + i, large + i);
            awaitNoThreadOfConnections();
        }
        get(connection.close());
    }

    /** The header of a record has five bytes. */
    @Test
    public void aRecordMayTakeItsTime() throws Exception {
        Queue<String> echoes = new ConcurrentLinkedQueue<>();
        try (Relay relay = Relay.to(server.port())) {
            WebSocketConnection connection = connected(relay.port(), echoes);

            for (int before : new int[] {1, 4, 5, 6, 500}) {
                echoes.clear();
                String message = before + " bytes before, " + "0123456789".repeat(1000);
                relay.holdAfter(before);
                get(connection.send(message));
                await().until(relay::isHolding);
                awaitNoThreadOfConnections();
                relay.release();
                await().until(() -> !echoes.isEmpty());
                assertThat(echoes).containsExactly(message);
            }
            get(connection.close());
        }
    }

    @Test
    public void aRecordWithoutItsEndHoldsUpNoClose() throws Exception {
        Queue<String> echoes = new ConcurrentLinkedQueue<>();
        try (Relay relay = Relay.to(server.port())) {
            WebSocketConnection connection = connectedWithHalfARecord(relay, echoes);

            get(connection.close());

            assertThat(sockets.connections()).isEmpty();
            assertThat(echoes).isEmpty();
            awaitNoThreadOfConnections();
        }
    }

    @Test
    public void aRecordThatIsCutOffIsTheEnd() throws Exception {
        Queue<String> echoes = new ConcurrentLinkedQueue<>();
        try (Relay relay = Relay.to(server.port())) {
            connectedWithHalfARecord(relay, echoes);
        }

        await().untilAsserted(() -> assertThat(sockets.connections()).isEmpty());
        assertThat(echoes).isEmpty();
        awaitNoThreadOfConnections();
    }

    private WebSocketConnection connectedWithHalfARecord(Relay relay, Queue<String> echoes) throws Exception {
        WebSocketConnection connection = connected(relay.port(), echoes);
        relay.holdAfter(6);
        get(connection.send("the beginning of this comes back"));
        await().until(relay::isHolding);
        return connection;
    }

    private WebSocketConnection connected(int port, Queue<String> echoes) throws Exception {
        SSLContext.setDefault(authority.trustingContext());
        WebSocketConnection connection = sockets.connect(
                "wss://localhost:" + port + "/",
                ConnectOptions.defaults()
                        .withOnMessage((from, message) -> echoes.add(((WebSocketMessage.Text) message).text())));
        get(connection.opened());
        return connection;
    }

    private static void awaitNoThreadOfConnections() {
        await().untilAsserted(() ->
                assertThat(Threads.named(Core.THREADS)).as("timer and lookout").hasSizeLessThanOrEqualTo(2));
    }

    @Test
    public void aCertificateOfAnotherHostIsRefused() throws Exception {
        SSLContext.setDefault(authority.trustingContext());

        assertRefused("127.0.0.1");
    }

    @Test
    public void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        assertRefused("localhost");
    }

    private void assertRefused(String host) throws Exception {
        WebSocketConnection refused = sockets.connect("wss://" + host + ":" + server.port() + "/");

        WebSocketException failure = failure(WebSocketException.class, refused.opened());

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.TLS);
        assertThat(failure).hasMessageContaining("valid for this host and trusted");
        assertThat(server.sessions()).isEmpty();
    }
}
