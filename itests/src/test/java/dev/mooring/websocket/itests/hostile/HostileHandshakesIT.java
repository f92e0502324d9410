package dev.mooring.websocket.itests.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.Test;

/** Servers that never get as far as a WebSocket. */
public class HostileHandshakesIT extends HostileTest {

    private static final Duration HURRY = Duration.ofSeconds(2);

    @Test
    public void silentAfterTcp() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertFails("silent after TCP", server.url("/"), Reason.TIMEOUT);
            awaitEnd(server);
        }
    }

    @Test
    public void silentInsideTheTlsHandshake() throws Exception {
        try (RawServer server = RawServer.silent()) {
            assertFails("silent inside TLS", "wss://127.0.0.1:" + server.port() + "/", Reason.TIMEOUT);
            awaitEnd(server);
        }
    }

    @Test
    public void silentAfterTheTlsHandshake() throws Exception {
        TestAuthority authority = TestAuthority.create();
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(authority.trustingContext());
        try (SSLServerSocket server = (SSLServerSocket) serverContext(authority)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread handshaking = new Thread(() -> shakeHands(server), "test-silent-tls");
            handshaking.start();

            assertFails("silent after TLS", "wss://localhost:" + server.getLocalPort() + "/", Reason.TIMEOUT);
            handshaking.join();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /** And waits for the client's end. */
    private static void shakeHands(SSLServerSocket server) {
        try (SSLSocket client = (SSLSocket) server.accept()) {
            client.startHandshake();
            while (client.getInputStream().read() >= 0) {
                // Not a word.
            }
        } catch (IOException e) {
            // Its end, too.
        }
    }

    private static SSLContext serverContext(TestAuthority authority) throws Exception {
        KeyStore keys = authority.issue("localhost");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    public void oneByteASecond() throws Exception {
        assertFails("the answer one byte a second", Reason.TIMEOUT, peer -> {
            for (byte one : RawAnswer.upgrade(peer.request().orElseThrow())) {
                peer.send(new byte[] {one});
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        });
    }

    @Test
    public void anAnswerWithoutEnd() throws Exception {
        assertFails("an answer over the bound, one header", Reason.HANDSHAKE, peer -> {
            peer.send("HTTP/1.1 101 Switching Protocols\r\nX: ".getBytes(ISO_8859_1));
            pour(peer, "x".repeat(1000));
        });
    }

    @Test
    public void aFloodOfHeaders() throws Exception {
        assertFails("a flood of headers", Reason.HANDSHAKE, peer -> {
            peer.send("HTTP/1.1 101 Switching Protocols\r\n".getBytes(ISO_8859_1));
            pour(peer, "X: y\r\n".repeat(200));
        });
    }

    @Test
    public void aWrongAccept() throws Exception {
        assertFails(
                "a wrong Sec-WebSocket-Accept",
                Reason.HANDSHAKE,
                peer -> peer.send(RawAnswer.response(
                        101,
                        "Switching Protocols",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));
    }

    @Test
    public void aResetDuringTheHandshake() throws Exception {
        assertFails("resets during the handshake", Reason.HANDSHAKE, RawPeer::reset);
    }

    @Test
    public void aResetWhenOpen() throws Exception {
        assertLost("resets when open", peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("good"));
            awaitGood();
            peer.reset();
        });
    }

    @Test
    public void aResetInTheMiddleOfAMessage() throws Exception {
        assertLost("resets in the middle of a message", peer -> {
            peer.send(
                    RawAnswer.upgrade(peer.request().orElseThrow()),
                    RawFrame.text("good"),
                    RawFrame.of(false, RawFrame.BINARY, new byte[FRAME_BYTES]));
            awaitGood();
            peer.reset();
        });
    }

    private void awaitGood() {
        await().until(() -> journal.contains("good"));
    }

    private void assertLost(String row, RawScript script) throws Exception {
        try (RawServer server = RawServer.running(script)) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "error " + Reason.CONNECTION_LOST, "close 1006");
            note(row, "none");
        }
    }

    private void assertFails(String row, Reason reason, RawScript script) throws Exception {
        try (RawServer server = RawServer.running(script)) {
            assertFails(row, server.url("/"), reason);
            awaitEnd(server);
        }
    }

    private void assertFails(String row, String url, Reason reason) throws Exception {
        WebSocketConnection connection = sockets.connect(url, journaling().withConnectTimeout(HURRY));

        WebSocketException failure = failure(WebSocketException.class, connection.opened());

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        await().until(() -> journal.contains("close 1006"));
        assertThat(journal).containsExactly("error " + reason, "close 1006");
        note(row, "none");
    }

    /** Until the client is gone. */
    private static void pour(RawPeer peer, String some) throws IOException {
        while (true) {
            peer.send(some.getBytes(ISO_8859_1));
        }
    }

    private static void awaitEnd(RawServer server) {
        await().until(() -> server.peers().stream().allMatch(peer -> peer.end() != RawPeer.End.NONE));
    }
}
