package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RawServerTest {

    private final TestClient client = new TestClient();

    @Test
    void aSilentServerHearsEverythingAndSaysNothing() throws IOException {
        try (RawServer server = RawServer.silent();
                Socket socket = open(server)) {
            socket.getOutputStream().write(new byte[] {22, 3, 1});

            await().until(() -> peer(server).received().length == 3);
            assertThat(peer(server).received()).containsExactly(22, 3, 1);
            assertThat(peer(server).request()).isEmpty();
            assertThat(peer(server).end()).isEqualTo(RawPeer.End.NONE);
            assertThat(socket.getInputStream().available()).isZero();
        }
    }

    @Test
    void showsTheRequestExactly() throws IOException {
        String head = "GET /a%2fb?c HTTP/1.1\r\nHost:  h \r\nx-a: 1\r\nX-A:2\r\n\r\n";
        try (RawServer server = RawServer.silent();
                Socket socket = open(server)) {
            socket.getOutputStream().write((head + "rest").getBytes(UTF_8));

            await().until(() -> peer(server).request().isPresent());
            RawRequest request = peer(server).request().orElseThrow();
            assertThat(request.head()).isEqualTo(head);
            assertThat(request.line()).isEqualTo("GET /a%2fb?c HTTP/1.1");
            assertThat(request.target()).isEqualTo("/a%2fb?c");
            assertThat(request.header("X-a")).containsExactly("1", "2");
            assertThat(request.header("host")).containsExactly("h");
        }
    }

    @Test
    void aMessageCanArriveInThePacketOfTheUpgrade() {
        RawScript script = peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("early"));
        try (RawServer server = RawServer.running(script)) {
            client.connect(server.url("/"));

            assertThat(client.nextEvent()).isEqualTo("text early");
        }
    }

    @Test
    void theUpgradeWaitsForTheTest() throws IOException {
        try (RawServer server = RawServer.silent()) {
            CompletableFuture<WebSocket> connecting = connecting(server);
            await().until(() -> peer(server).request().isPresent());
            assertThat(connecting).isNotDone();

            RawPeer peer = peer(server);
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow(), "X-More: 1"));

            assertThat(connecting).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void refusesWithAnyStatusAndHeaders() {
        RawScript script = peer ->
                peer.send(RawAnswer.response(503, "Service Unavailable", "Retry-After: 5", "Content-Length: 0"));
        try (RawServer server = RawServer.running(script)) {
            assertThatThrownBy(connecting(server)::join)
                    .cause()
                    .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                        assertThat(refused.getResponse().statusCode()).isEqualTo(503);
                        assertThat(refused.getResponse().headers().firstValue("retry-after"))
                                .contains("5");
                    });
        }
    }

    @Test
    void readsTheFramesOfAClient() {
        try (RawServer server = RawServer.running(RawServerTest::upgrade)) {
            WebSocket socket = client.connect(server.url("/"));

            socket.sendText("gruß", true).join();
            socket.sendBinary(ByteBuffer.allocate(300), true).join();
            socket.sendBinary(ByteBuffer.allocate(70_000), true).join();
            socket.sendClose(4002, "bye").join();

            await().until(() -> peer(server).frames().stream().anyMatch(frame -> frame.opcode() == RawFrame.CLOSE));
            assertThat(peer(server).frames()).allMatch(RawFrame::masked);
            assertThat(peer(server).frames().get(0).text()).isEqualTo("gruß");
            assertThat(peer(server).frames().get(1).payload()).isEqualTo(ByteBuffer.allocate(300));
            RawFrame close = peer(server).frames().get(peer(server).frames().size() - 1);
            assertThat(close.closeCode()).hasValue(4002);
        }
    }

    @Test
    void sendsFragmentsPingsAndCloses() {
        RawScript script = peer -> {
            upgrade(peer);
            peer.send(
                    RawFrame.of(false, RawFrame.TEXT, "on".getBytes(UTF_8)),
                    RawFrame.of(true, RawFrame.PING, (byte) 1),
                    RawFrame.of(true, RawFrame.CONTINUATION, "ce".getBytes(UTF_8)),
                    RawFrame.binary(new byte[70_000]),
                    RawFrame.close(4003, "done"));
        };
        try (RawServer server = RawServer.running(script)) {
            client.connect(server.url("/"));

            assertThat(client.nextEvent()).isEqualTo("part on");
            assertThat(client.nextEvent()).isEqualTo("text ce");
            assertThat(client.nextEvent()).startsWith("binary");
            await().until(() -> peer(server).frames().stream().anyMatch(frame -> frame.opcode() == RawFrame.PONG));
        }
    }

    @Test
    void tellsAGoodEndFromABrokenOne() throws IOException {
        try (RawServer server = RawServer.silent()) {
            open(server).close();
            await().until(() -> peer(server).end() == RawPeer.End.CLOSED);

            Socket rude = open(server);
            rude.setSoLinger(true, 0);
            rude.close();
            await().until(() ->
                    server.peers().size() == 2 && server.peers().get(1).end() == RawPeer.End.BROKEN);
        }
    }

    @Test
    void endsTheConnectionAsTheTestLikes() throws IOException {
        try (RawServer server = RawServer.silent();
                Socket half = open(server);
                Socket cut = open(server)) {
            await().until(() -> server.peers().size() == 2);

            server.peers().get(0).shutdownOutput();
            server.peers().get(1).reset();

            assertThat(half.getInputStream().read()).isEqualTo(-1);
            InputStream reset = cut.getInputStream();
            assertThatThrownBy(reset::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whilePausedItReadsNoMoreThanWasOnTheWay() throws IOException {
        try (RawServer server = RawServer.silent();
                Socket socket = open(server)) {
            await().until(() -> !server.peers().isEmpty());
            peer(server).pauseReading();
            socket.getOutputStream().write(1);
            await().until(() -> peer(server).received().length == 1);
            socket.getOutputStream().write(2);
            assertThat(peer(server).received()).hasSize(1);

            peer(server).resumeReading();

            await().until(() -> peer(server).received().length == 2);
        }
    }

    @Test
    void aFailedScriptIsToldNotThrown() {
        RawScript script = peer -> {
            throw new IOException("on purpose");
        };
        try (RawServer server = RawServer.running(script)) {
            CompletableFuture<WebSocket> connecting = connecting(server);

            await().until(() -> peer(server).failure().isPresent());
            assertThat(peer(server).failure().orElseThrow()).hasMessage("on purpose");
            connecting.cancel(true);
        }
    }

    @Test
    void nothingIsLeftAfterClose() throws IOException {
        RawServer server = RawServer.running(peer -> awaitForever());
        CompletableFuture<WebSocket> connecting = connecting(server);
        try (Socket paused = open(server)) {
            await().until(() -> server.peers().size() == 2
                    && server.peers().stream().anyMatch(peer -> peer.request().isPresent()));
            server.peers().forEach(RawPeer::pauseReading);

            server.close();
            server.close();

            assertThat(Threads.named("test-raw-server")).isEmpty();
            assertThat(paused.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(connecting::join).isNotNull();
        }
    }

    private static void awaitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void upgrade(RawPeer peer) throws IOException {
        peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
    }

    private CompletableFuture<WebSocket> connecting(RawServer server) {
        return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(server.url("/")), client);
    }

    private static Socket open(RawServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static RawPeer peer(RawServer server) {
        await().until(() -> !server.peers().isEmpty());
        return server.peers().get(0);
    }
}
