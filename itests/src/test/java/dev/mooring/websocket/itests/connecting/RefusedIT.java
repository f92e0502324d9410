package dev.mooring.websocket.itests.connecting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;

/** Why a connection could not be opened comes through {@code opened()}, in words, and leaves nothing half-open. */
public class RefusedIT extends ContainerTest {

    @Inject
    private WebSocketService sockets;

    private final List<String> journal = new CopyOnWriteArrayList<>();

    @After
    public void nothingIsLeft() {
        assertThat(sockets.connections()).isEmpty();
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    @Test
    public void aUrlThatIsNone() throws Exception {
        assertRefused("http://127.0.0.1/", Reason.INVALID_URL, "ws:// or wss://");
        assertRefused("", Reason.INVALID_URL, "can't be used for a WebSocket");
    }

    @Test
    public void aPortThatIsReservedForThePlatform() throws Exception {
        for (String host : List.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0")) {
            for (int port : new int[] {4820, 3200}) {
                String inWords = "port " + port + " is reserved for the platform's own services";
                assertRefused("ws://" + host + ":" + port + "/x", Reason.URL_REFUSED, inWords);
                assertRefused("wss://" + host + ":" + port + "/x", Reason.URL_REFUSED, inWords);
            }
        }
    }

    @Test
    public void aHeaderThatBelongsToTheHandshake() throws Exception {
        ConnectOptions options = ConnectOptions.defaults().withHeader("Host", "example.com");

        assertRefused("ws://127.0.0.1:1/", options, Reason.INVALID_HEADER, "Host");
    }

    @Test
    public void aSubprotocolThatIsOfferedTwice() throws Exception {
        ConnectOptions options = ConnectOptions.defaults().withSubprotocols("a", "a");

        assertRefused("ws://127.0.0.1:1/", options, Reason.INVALID_SUBPROTOCOL, "twice");
    }

    @Test
    public void aPortThatNobodyListensOn() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertRefused("ws://127.0.0.1:" + port + "/", Reason.CONNECT_FAILED, "127.0.0.1:" + port);
    }

    @Test
    public void aHostThatDoesNotExist() throws Exception {
        assertRefused("ws://no-such-host.invalid/", Reason.UNKNOWN_HOST, "no-such-host.invalid");
    }

    @Test
    public void aPeerThatAcceptsAndStaysSilent() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            ConnectOptions hurried = ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(200));

            assertRefused("ws://127.0.0.1:" + silent.port() + "/", hurried, Reason.TIMEOUT, "200 ms");
            assertRefused("wss://127.0.0.1:" + silent.port() + "/", hurried, Reason.TIMEOUT, "200 ms");
            await().until(() -> silent.peers().stream().allMatch(peer -> peer.end() != RawPeer.End.NONE));
        }
    }

    @Test
    public void aTimeoutMayBeAsLongAsOneLikes() throws Exception {
        ConnectOptions patient = ConnectOptions.defaults().withConnectTimeout(ChronoUnit.FOREVER.getDuration());
        try (EchoServer server = EchoServer.start()) {
            get(get(sockets.connect(server.url("/"), patient).opened()).close());
        }
    }

    /** They would lead elsewhere than to the address that was judged. */
    @Test
    public void theJvmsProxySettingsAreNotAsked() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                asked.add(uri);
            }
        });
        try (EchoServer server = EchoServer.start()) {
            get(get(sockets.connect(server.url("/")).opened()).close());
        } finally {
            ProxySelector.setDefault(before);
        }

        assertThat(asked).isEmpty();
    }

    @Test
    public void aServerThatDoesNotSpeakTls() throws Exception {
        try (EchoServer plain = EchoServer.start()) {
            assertRefused("wss://127.0.0.1:" + plain.port() + "/", Reason.TLS, "No secure connection");
        }
    }

    @Test
    public void anAnswerWithAnotherStatus() throws Exception {
        WebSocketException failure = refusal(peer ->
                peer.send(RawAnswer.response(403, "Forbidden", "Retry-After: 7", "X-Large: " + "x".repeat(9000))));

        assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(403);
        assertThat(failure.httpHeaders())
                .containsEntry("retry-after", List.of("7"))
                .doesNotContainKey("x-large");
        assertThat(failure).hasMessageContaining("HTTP status 403");
    }

    @Test
    public void anAnswerThatIsNoHttp() throws Exception {
        assertThat(refusal(peer -> peer.send("SSH-2.0-OpenSSH\r\n\r\n".getBytes(US_ASCII))))
                .hasMessageContaining("not HTTP");
    }

    @Test
    public void anAnswerWithAWrongKey() throws Exception {
        WebSocketException failure = refusal(peer -> peer.send(RawAnswer.response(
                101, "Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: x")));

        assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE);
    }

    @Test
    public void aSubprotocolThatWasNotOffered() throws Exception {
        assertThat(refusal(peer ->
                        peer.send(RawAnswer.upgrade(peer.request().orElseThrow(), "Sec-WebSocket-Protocol: other"))))
                .hasMessageContaining("subprotocol that was not offered");
    }

    @Test
    public void aPeerThatHangsUp() throws Exception {
        assertThat(refusal(RawPeer::close).reason()).isEqualTo(Reason.HANDSHAKE);
        assertThat(refusal(RawPeer::reset).reason()).isEqualTo(Reason.HANDSHAKE);
    }

    @Test
    public void anOwnerThatChangesItsMind() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            WebSocketConnection connection = sockets.connect(silent.url("/"), journaling());
            await().until(() -> !silent.peers().isEmpty());
            CompletableFuture<Void> early = connection.send("never").toCompletableFuture();

            get(connection.close());

            assertThat(failure(WebSocketException.class, connection.opened()).reason())
                    .isEqualTo(Reason.CANCELLED);
            assertThat(failure(WebSocketException.class, early).reason()).isEqualTo(Reason.CLOSED);
            await().until(() -> silent.peers().get(0).end() != RawPeer.End.NONE);
            await().until(() -> !journal.isEmpty());
            assertThat(journal).containsExactly("close 1006");
        }
    }

    private void assertRefused(String url, Reason reason, String inWords) throws Exception {
        assertRefused(url, ConnectOptions.defaults(), reason, inWords);
    }

    private void assertRefused(String url, ConnectOptions options, Reason reason, String inWords) throws Exception {
        WebSocketConnection connection = sockets.connect(url, options);

        WebSocketException failure = failure(WebSocketException.class, connection.opened());

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(inWords);
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    private WebSocketException refusal(RawScript script) throws Exception {
        try (RawServer server = RawServer.running(script)) {
            journal.clear();
            WebSocketConnection connection = sockets.connect(server.url("/"), journaling());
            WebSocketException failure = failure(WebSocketException.class, connection.opened());
            await().until(() -> journal.size() == 2);
            assertThat(journal).containsExactly("error " + failure.reason(), "close 1006");
            return failure;
        }
    }

    private ConnectOptions journaling() {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> journal.add("open"))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
    }
}
