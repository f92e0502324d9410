package dev.mooring.websocket.itests.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.Test;

/** What goes out comes in, and in order. */
public class ExchangeIT extends EchoTest {

    @Test
    public void textAndBinaryComeBackInTheOrderOfTheSends() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"), journaling());
        get(connection.opened());

        connection.send("one");
        connection.send(ByteBuffer.wrap("two".getBytes(US_ASCII)));
        connection.send("three \u20ac \ud83d\ude00");

        await().until(() -> journal.size() == 4);
        assertThat(journal).containsExactly("open", "text one", "binary two", "text three \u20ac \ud83d\ude00");
    }

    @Test
    public void noContextClassLoaderIsNeeded() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/")).opened());
            get(connection.sendJson(List.of(1)));
            get(connection.close());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(onlySession().texts()).containsExactly("[1]");
    }

    @Test
    public void aConnectionComesAtOnceAndIsOpenWhenTheStageCompletes() throws Exception {
        AtomicBoolean mayAnswer = new AtomicBoolean();
        try (RawServer slow = RawServer.running(peer -> {
            await().untilTrue(mayAnswer);
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
        })) {
            WebSocketConnection connection = sockets.connect(slow.url("/"));
            assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
            assertThat(connection.opened().toCompletableFuture()).isNotDone();

            mayAnswer.set(true);

            assertThat(get(connection.opened())).isSameAs(connection);
            assertThat(connection.state()).isEqualTo(ConnectionState.OPEN);
        }
    }

    @Test
    public void whatIsSentWhileConnectingLeavesFirst() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        IntStream.range(0, 100).forEach(i -> connection.send("early " + i));
        get(connection.opened());
        get(connection.send("late"));

        EchoSession session = onlySession();
        await().until(() -> session.texts().size() == 101);
        assertThat(session.texts().subList(0, 100))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "early " + i).toList());
        assertThat(session.texts().get(100)).isEqualTo("late");
    }

    @Test
    public void aMessageInTheSamePacketAsTheUpgradeIsNotLost() throws Exception {
        try (RawServer eager = RawServer.running(peer -> peer.send(
                RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("first"), RawFrame.text("second")))) {
            WebSocketConnection connection = sockets.connect(eager.url("/"));
            get(connection.opened());

            connection.onMessage(this::note);

            await().until(() -> journal.size() == 2);
            assertThat(journal).containsExactly("text first", "text second");
        }
    }

    @Test
    public void fragmentsComeAsOneMessage() throws Exception {
        try (RawServer raw = RawServer.running(peer -> peer.send(
                RawAnswer.upgrade(peer.request().orElseThrow()),
                RawFrame.of(false, RawFrame.TEXT, "Hel".getBytes(US_ASCII)),
                RawFrame.of(true, RawFrame.PING),
                RawFrame.of(false, RawFrame.CONTINUATION, "lo".getBytes(US_ASCII)),
                RawFrame.of(true, RawFrame.CONTINUATION, "!".getBytes(US_ASCII))))) {
            sockets.connect(raw.url("/"), journaling());

            await().until(() -> journal.contains("text Hello!"));
            await().until(() -> raw.peers().get(0).frames().stream().anyMatch(f -> f.opcode() == RawFrame.PONG));
        }
    }

    @Test
    public void pathQueryAndHeadersGoOutAsTheyWereGiven() throws Exception {
        ConnectOptions options = ConnectOptions.defaults()
                .withHeader("Authorization", "Bearer a.b")
                .withHeader("X-Custom", "\u00e9");
        get(sockets.connect(server.url("/a%2Fb//c;d?token=a%20b&x=%2F"), options)
                .opened());

        EchoSession session = onlySession();
        assertThat(session.request().target()).isEqualTo("/a%2Fb//c;d?token=a%20b&x=%2F");
        assertThat(session.request().headers().get("Authorization")).containsExactly("Bearer a.b");
        assertThat(session.request().headers().get("X-Custom")).containsExactly("\u00e9");
        assertThat(session.request().headers().get("Host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(session.request().headers()).doesNotContainKey("Origin");
    }

    @Test
    public void theNegotiatedSubprotocolIsReadable() throws Exception {
        ConnectOptions offering = ConnectOptions.defaults().withSubprotocols("chat-v3", "chat-v2");

        WebSocketConnection negotiated =
                get(sockets.connect(server.url("/"), offering).opened());
        WebSocketConnection none = get(sockets.connect(server.url("/")).opened());

        assertThat(negotiated.subprotocol()).contains("chat-v2");
        assertThat(none.subprotocol()).isEmpty();
    }

    @Test
    public void valuesAreSentAsJson() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());

        get(connection.sendJson(Map.of("type", "subscribe")));
        get(connection.sendJson(List.of(1, "two", true)));
        get(connection.sendJson(new Point(1, 2)));
        get(connection.sendJson("a string"));
        get(connection.send("a string"));

        EchoSession session = onlySession();
        await().until(() -> session.texts().size() == 5);
        assertThat(session.texts())
                .containsExactly(
                        "{\"type\":\"subscribe\"}",
                        "[1,\"two\",true]",
                        "{\"x\":1,\"y\":2}",
                        "\"a string\"",
                        "a string");
    }

    public record Point(int x, int y) {}

    @Test
    public void whatHasNoJsonFailsThatSendAlone() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());

        WebSocketException failure = failure(WebSocketException.class, connection.sendJson(new Unreadable()));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_SERIALIZABLE);
        assertThat(failure)
                .hasMessageContaining(Unreadable.class.getName())
                .hasMessageContaining("Index 0 out of bounds");
        get(connection.send("still open"));
        assertThat(connection.state()).isEqualTo(ConnectionState.OPEN);
    }

    public static final class Unreadable {

        private final List<String> values = List.of();

        public String getFirst() {
            return values.get(0);
        }
    }

    @Test
    public void whatContainsItselfFailsThatSendAlone() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThat(failure(WebSocketException.class, connection.sendJson(list)).reason())
                .isEqualTo(Reason.NOT_SERIALIZABLE);
        get(connection.send("still open"));
    }

    @Test
    public void halfASurrogatePairGoesOutAsTheReplacementCharacter() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        connection.send("early \ud83d");
        get(connection.opened());
        get(connection.send("late \ude00!"));
        get(connection.sendJson("\ud83d"));

        assertThat(connection.bufferedAmount()).isZero();
        EchoSession session = onlySession();
        await().until(() -> session.texts().size() == 3);
        assertThat(session.texts()).containsExactly("early \ufffd", "late \ufffd!", "\"\ufffd\"");
    }

    @Test
    public void moreThanTheBoundCanNotWait() throws Exception {
        try (RawServer deaf = RawServer.running(peer -> {
            peer.pauseReading();
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
        })) {
            WebSocketConnection connection = get(sockets.connect(deaf.url("/")).opened());
            ByteBuffer mebibyte = ByteBuffer.allocate(1024 * 1024);
            CompletableFuture<Void> last = null;
            for (int i = 0; i < 40 && (last == null || !last.isCompletedExceptionally()); i++) {
                last = connection.send(mebibyte).toCompletableFuture();
            }

            assertThat(failure(WebSocketException.class, last).reason()).isEqualTo(Reason.SEND_BUFFER_FULL);
            assertThat(connection.bufferedAmount()).isBetween(1024L * 1024, 16L * 1024 * 1024);
            assertThat(connection.state()).isEqualTo(ConnectionState.OPEN);
        }
    }
}
