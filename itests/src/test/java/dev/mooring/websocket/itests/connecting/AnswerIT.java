package dev.mooring.websocket.itests.connecting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawRequest;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;

/** A server may answer what it likes: one answer opens a connection, and all others end it, soon and in words. */
public class AnswerIT extends ContainerTest {

    @Inject
    private WebSocketService sockets;

    @After
    public void nothingIsLeft() {
        assertThat(sockets.connections()).isEmpty();
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    // ---- what is no answer

    @Test
    public void aHeadLongerThanTheBound() throws Exception {
        assertRefused(head -> head + "X-Long: " + "x".repeat(70_000) + "\r\n\r\n", "longer than 65536 bytes");
        assertRefused(head -> "x".repeat(70_000), "longer than 65536 bytes");
    }

    @Test
    public void aFloodOfHeaders() throws Exception {
        assertRefused(head -> head + "X: 1\r\n".repeat(300), "more than 256 lines");
        assertRefused(head -> "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(300), "more than 256 lines");
    }

    @Test
    public void aFloodThatNeverEnds() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        byte[] line = ("X: " + "x".repeat(100) + "\r\n").getBytes(ISO_8859_1);
        WebSocketException failure = refusal(peer -> {
            peer.send("HTTP/1.1 101 Switching Protocols\r\n".getBytes(ISO_8859_1));
            while (peer.end() == RawPeer.End.NONE) {
                peer.send(line);
                sent.incrementAndGet();
            }
        });

        assertThat(failure).hasMessageContaining("more than 256 lines");
        assertThat(sent.get()).isGreaterThan(255);
    }

    /** None of its bytes is late, and all of them are. */
    @Test
    public void anAnswerThatComesByteByByte() throws Exception {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        List<Exception> ends = new CopyOnWriteArrayList<>();
        AtomicInteger sent = new AtomicInteger();
        RawScript byteByByte = peer -> {
            Runnable next = () -> {
                try {
                    peer.send("H".getBytes(ISO_8859_1));
                    sent.incrementAndGet();
                } catch (IOException e) {
                    ends.add(e);
                    drip.shutdown();
                }
            };
            Future<?> unused = drip.scheduleAtFixedRate(next, 0, 10, TimeUnit.MILLISECONDS);
        };
        try (RawServer server = RawServer.running(byteByByte)) {
            WebSocketException failure = failure(
                    WebSocketException.class,
                    sockets.connect(
                                    server.url("/"),
                                    ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(400)))
                            .opened());

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure).hasMessageContaining("longer than 400 ms");
            assertThat(sent.get()).isGreaterThan(2);
            await().until(() -> !ends.isEmpty());
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    public void aLineThatIsNoneOfHttp() throws Exception {
        assertRefused(head -> "\r\n" + head + "\r\n", "status line");
        assertRefused(head -> "HTTP/2 101 Switching Protocols\r\n", "status line");
        assertRefused(head -> "HTTP/1.1 1O1 Switching Protocols\r\n", "status line");
        assertRefused(head -> "<html>\r\n", "status line");
        assertRefused(head -> head + "X-Folded: a\r\n b\r\n", "goes on in a second line");
        assertRefused(head -> head + "X : a\r\n", "characters that must not be there");
        assertRefused(head -> head + "X: a\u0000\r\n", "characters that must not be there");
        assertRefused(head -> head + ": a\r\n", "without a name");
        assertRefused(head -> head + "a\r\n", "without a name");
        assertRefused(head -> head + "X: a\rY: b\r\n", "carriage return or line feed");
        assertRefused(head -> head + "X: a\nY: b\r\n", "carriage return or line feed");
        assertRefused(head -> head.replace("\r\n", "\n") + "\n", "carriage return or line feed");
    }

    // ---- what is no upgrade

    @Test
    public void anUpgradeThatIsNotTheOneAskedFor() throws Exception {
        assertRefused(head -> head.replace("HTTP/1.1", "HTTP/1.0") + "\r\n", "HTTP/1.0");
        assertRefused(head -> head.replace("Upgrade: websocket\r\n", "") + "\r\n", "its Upgrade header");
        assertRefused(head -> head.replace("websocket", "h2c") + "\r\n", "its Upgrade header");
        assertRefused(head -> head + "Upgrade: websocket\r\n\r\n", "its Upgrade header");
        assertRefused(head -> head + "Upgrade: h2c\r\n\r\n", "its Upgrade header");
        assertRefused(head -> head.replace("Connection: Upgrade\r\n", "") + "\r\n", "its Connection header");
        assertRefused(head -> head.replace("Connection: Upgrade", "Connection: close") + "\r\n", "Connection header");
    }

    @Test
    public void aKeyThatIsNotAnsweredOnceAndRightly() throws Exception {
        String inWords = "its Sec-WebSocket-Accept header must be there once and answer the key of this connection";
        assertRefused(head -> head.replaceFirst("Accept: .", "Accept: _") + "\r\n", inWords);
        assertRefused(head -> head.replaceFirst("Sec-WebSocket-Accept", "X") + "\r\n", inWords);
        assertRefused(head -> head + "Sec-WebSocket-Accept: x\r\n\r\n", inWords);
        assertRefused(head -> head + head.substring(head.indexOf("Sec-WebSocket-Accept")) + "\r\n", inWords);
    }

    @Test
    public void whatWasNeverOffered() throws Exception {
        assertRefused(
                head -> head + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
                "extension that was not offered");
        assertRefused(head -> head + "Sec-WebSocket-Protocol: chat\r\n\r\n", "subprotocol that was not offered");
    }

    // ---- what is one all the same

    @Test
    public void answersThatGoBeforeTheAnswerArePassedOver() throws Exception {
        String early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nUpgrade: h2c\r\n\r\n";
        assertOpened(head -> early + head + "\r\n");
        assertOpened(head -> "HTTP/1.1 100 Continue\r\n\r\n" + early + "HTTP/1.1 102 \r\n\r\n" + head + "\r\n");
    }

    @Test
    public void aMiddlemanMayAddToTheConnectionHeader() throws Exception {
        assertOpened(head -> head.replace("Connection: Upgrade", "connection: keep-alive ,UPGRADE") + "\r\n");
        assertOpened(head -> head + "Connection: keep-alive\r\nServer: x\r\n\r\n");
    }

    /** @param answer makes the answer of a right one without the empty line at its end */
    private void assertRefused(Function<String, String> answer, String inWords) throws Exception {
        WebSocketException failure = refusal(peer -> peer.send(answer(peer, answer)));

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.HANDSHAKE);
        assertThat(failure).hasMessageContaining(inWords);
    }

    private void assertOpened(Function<String, String> answer) throws Exception {
        try (RawServer server = RawServer.running(peer -> peer.send(answer(peer, answer)))) {
            get(sockets.connect(server.url("/")).opened());
        }
        await().until(() -> sockets.connections().isEmpty());
    }

    private static byte[] answer(RawPeer peer, Function<String, String> answer) {
        RawRequest request = peer.request().orElseThrow();
        String right = new String(RawAnswer.upgrade(request), ISO_8859_1);
        return answer.apply(right.substring(0, right.length() - 2)).getBytes(ISO_8859_1);
    }

    private WebSocketException refusal(RawScript script) throws Exception {
        try (RawServer server = RawServer.running(script)) {
            WebSocketException failure = failure(
                    WebSocketException.class, sockets.connect(server.url("/")).opened());
            await().until(() -> server.peers().get(0).end() != RawPeer.End.NONE);
            return failure;
        }
    }
}
