package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoServerTest {

    private final TestClient client = new TestClient();
    private EchoServer server = EchoServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void echoesAndRecordsWholeMessagesInOrder() {
        WebSocket socket = client.connect(server.url("/"));

        socket.sendText("one ", false).join();
        socket.sendText("two", true).join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        socket.sendText("x".repeat(200_000), true).join();

        assertThat(client.nextEvent()).isEqualTo("text one two");
        assertThat(client.nextEvent()).isEqualTo("binary 3");
        assertThat(client.nextEvent()).endsWith("x");
        assertThat(session().texts()).containsExactly("one two", "x".repeat(200_000));
        assertThat(session().binaries()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(session().messages()).extracting(EchoMessage::isText).containsExactly(true, false, true);
    }

    @Test
    void recordsTheHandshakeAsItCame() throws Exception {
        String target = "/a%2Fb//c;p=1/./..%2e/x?q=%20&empty=&r=/?";
        String request = "GET " + target + " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "X-Token: a\r\nX-TOKEN: b, c\r\nSec-WebSocket-Protocol: v2, v1\r\n\r\n";

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));

            assertThat(session().request().target()).isEqualTo(target);
            assertThat(session().request().headers().get("x-token")).containsExactly("a", "b, c");
            assertThat(session().request().subprotocols()).containsExactly("v2", "v1");
            assertThat(session().subprotocol()).isEmpty();
        }
    }

    @Test
    void selectsTheFirstOfItsSubprotocolsThatIsOffered() {
        restart(EchoServerOptions.defaults().withSubprotocols("v3", "v2", "v1"));

        WebSocket socket = client.connect(
                server.url("/"), HttpClient.newHttpClient(), builder -> builder.subprotocols("v1", "v2"));

        assertThat(socket.getSubprotocol()).isEqualTo("v2");
        assertThat(session().subprotocol()).contains("v2");
    }

    @Test
    void withoutEchoItSaysOnlyWhatTheTestSays() {
        restart(EchoServerOptions.defaults().withoutEcho());
        WebSocket socket = client.connect(server.url("/"));

        socket.sendText("unanswered", true).join();
        await().until(() -> session().texts().size() == 1);
        session().sendText("pushed").toCompletableFuture().join();
        session().sendBinary(ByteBuffer.allocate(7)).toCompletableFuture().join();

        assertThat(client.nextEvent()).isEqualTo("text pushed");
        assertThat(client.nextEvent()).isEqualTo("binary 7");
    }

    @Test
    void answersPingsAndRecordsPongs() {
        WebSocket socket = client.connect(server.url("/"));

        socket.sendPing(ByteBuffer.allocate(3)).join();
        session().sendPing(ByteBuffer.allocate(4)).toCompletableFuture().join();

        assertThat(client.nextEvent()).isEqualTo("pong 3");
        assertThat(session().pings()).containsExactly(ByteBuffer.allocate(3));
        await().until(() -> session().pongs().equals(List.of(ByteBuffer.allocate(4))));
    }

    @Test
    void knowsTheCodeOfThePeersClose() {
        WebSocket socket = client.connect(server.url("/"));
        assertThat(session().isOpen()).isTrue();
        assertThat(session().closeCode()).isEmpty();

        socket.sendClose(4321, "enough").join();

        await().until(() -> !session().isOpen());
        assertThat(session().closeCode()).hasValue(4321);
        assertThat(session().closeReason()).contains("enough");
        assertThat(client.nextEvent()).startsWith("close 4321");
    }

    @Test
    void closesWithACodeAndWaitsForTheAnswer() {
        client.connect(server.url("/"));

        session().close(4000, "over").toCompletableFuture().join();

        assertThat(client.nextEvent()).isEqualTo("close 4000 over");
        await().until(() -> !session().isOpen());
        assertThat(session().closeCode()).hasValue(4000);
    }

    @Test
    void aPeerThatIsGoneWithoutAWordIs1006() {
        WebSocket socket = client.connect(server.url("/"));
        assertThat(session().isOpen()).isTrue();

        socket.abort();

        await().until(() -> !session().isOpen());
        assertThat(session().closeCode()).hasValue(1006);
    }

    @Test
    void cutsTheTransportWhenTold() {
        client.connect(server.url("/"));

        session().abort();

        assertThat(client.nextEvent()).isIn("error", "close 1006 ");
        await().until(() -> !session().isOpen());
    }

    @Test
    void speaksTlsToThoseWhoTrustItsAuthority() {
        TestAuthority authority = TestAuthority.create();
        restart(EchoServerOptions.defaults().withTls(authority, "localhost", "127.0.0.1", "::1"));
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(authority.trustingContext()).build();

        WebSocket socket = client.connect(server.url("/"), trusting, UnaryOperator.identity());
        socket.sendText("secret", true).join();

        assertThat(server.url("/")).startsWith("wss://");
        assertThat(client.nextEvent()).isEqualTo("text secret");
        assertThatThrownBy(() -> client.connect(server.url("/"))).hasRootCauseMessage(noPath());
    }

    @Test
    void aCertificateIsForItsHostsAlone() {
        TestAuthority authority = TestAuthority.create();
        restart(EchoServerOptions.defaults().withTls(authority, "other.example"));
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(authority.trustingContext()).build();

        assertThatThrownBy(() -> client.connect(server.url("/"), trusting, UnaryOperator.identity()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void nothingIsLeftAfterClose() {
        Threads before = Threads.now();
        EchoServer other = EchoServer.start();
        int port = other.port();
        client.connect(other.url("/")).sendText("hello", true).join();
        assertThat(client.nextEvent()).isEqualTo("text hello");

        other.close();
        other.close();

        assertThat(before.startedSince()).noneMatch(line -> line.startsWith("test-echo-server"));
        await().until(() -> other.sessions().stream().noneMatch(EchoSession::isOpen));
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    private void restart(EchoServerOptions options) {
        server.close();
        server = EchoServer.start(options);
    }

    private EchoSession session() {
        await().until(() -> !server.sessions().isEmpty());
        return server.sessions().get(0);
    }

    private static String noPath() {
        return "unable to find valid certification path to requested target";
    }
}
