package dev.mooring.websocket.itests.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What goes out comes in, and in order. */
public class ExchangeIT extends ContainerTest {

    @Inject
    private WebSocketService sockets;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start(EchoServerOptions.defaults().withSubprotocols("chat-v2"));
    }

    @After
    public void stopServer() throws Exception {
        for (WebSocketConnection connection : sockets.connections()) {
            get(connection.close());
        }
        server.close();
    }

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
    public void openEventThenOpenedThenTheFirstMessage() throws Exception {
        try (RawServer eager = RawServer.running(
                peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("at once")))) {
            CountDownLatch chained = new CountDownLatch(1);
            ConnectOptions options = journaling().withOnOpen((connection, event) -> {
                try {
                    chained.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                journal.add("open");
            });
            WebSocketConnection connection = sockets.connect(eager.url("/"), options);
            CompletableFuture<Void> noted =
                    connection.opened().thenAccept(it -> journal.add("opened")).toCompletableFuture();
            chained.countDown();

            get(noted);
            await().until(() -> journal.size() == 3);
            assertThat(journal).containsExactly("open", "opened", "text at once");
        }
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
    public void anUnsubscribedHandlerIsNotCalled() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        Subscription first = connection.onMessage(message -> journal.add("first"));
        connection.onMessage(message -> journal.add("second"));
        connection.send("1");
        await().until(() -> journal.size() == 2);

        first.close();
        first.close();
        connection.send("2");

        await().until(() -> journal.size() == 3);
        assertThat(journal).containsExactly("first", "second", "second");
    }

    @Test
    public void aHandlerThatThrowsHarmsNobody() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        connection.onMessage(message -> {
            throw new AssertionError("on purpose");
        });
        connection.onMessage(this::note);

        connection.send("1");
        connection.send("2");

        await().until(() -> journal.size() == 2);
        assertThat(journal).containsExactly("text 1", "text 2");
    }

    @Test
    public void handlersThatAreBlockedHoldUpTheirOwnConnectionAlone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        WebSocketConnection blocked = get(sockets.connect(server.url("/")).opened());
        blocked.onMessage(message -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            journal.add("blocked");
        });
        WebSocketConnection free =
                get(sockets.connect(server.url("/"), journaling()).opened());

        blocked.send("1");
        free.send("2");

        await().until(() -> journal.contains("text 2"));
        release.countDown();
        await().until(() -> journal.contains("blocked"));
        assertThat(journal).containsExactly("open", "text 2", "blocked");
    }

    @Test
    public void aHandlerMayWaitForWhateverItLikes() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        WebSocketConnection other =
                sockets.connect(server.url("/"), ConnectOptions.defaults().withOnOpen((self, event) -> {
                    getUnchecked(self.opened());
                    getUnchecked(self.send("from onOpen"));
                    journal.add("waited for itself");
                }));
        connection.onMessage(message -> {
            getUnchecked(other.opened());
            getUnchecked(connection.send("from the handler"));
            getUnchecked(sockets.connect(server.url("/")).opened());
            getUnchecked(connection.close());
            journal.add("waited for others");
        });

        connection.send("go");

        await().until(() -> journal.size() == 2);
        assertThat(journal).containsExactlyInAnyOrder("waited for itself", "waited for others");
    }

    @Test
    public void whatIsChainedToAStageMayWaitForTheNext() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());

        CompletableFuture<Void> chain = connection
                .send("1")
                .thenRun(() -> getUnchecked(connection.send("2")))
                .thenRun(() -> getUnchecked(connection.close()))
                .toCompletableFuture();

        get(chain);
        assertThat(onlySession().texts()).containsExactly("1", "2");
    }

    @Test
    public void whatIsChainedToOneMessageMayWaitForTheNext() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        CompletableFuture<Void> first = connection.send("1").toCompletableFuture();
        CompletableFuture<Void> second = connection.send("2").toCompletableFuture();
        CompletableFuture<Void> chained = first.thenRun(() -> getUnchecked(second));

        get(chained);
    }

    @Test
    public void aStageCanNotBeDecidedByItsHoldersAndFailsWithOurException() throws Exception {
        WebSocketConnection refused = sockets.connect("http://example.com/");
        CompletionStage<WebSocketConnection> opened = refused.opened();
        for (CompletionStage<?> stage : List.of(opened, refused.send("x"), sockets.send("nobody_ws_0", "x"))) {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            CompletionStage<?> chained = stage.whenComplete((value, failure) -> seen.complete(failure));
            Throwable failure = get(seen);
            assertThat(failure).as(chained.toString()).isInstanceOf(WebSocketException.class);
            assertThatThrownBy(() -> ((CompletableFuture<?>) stage).complete(null))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(stage.toCompletableFuture().complete(null)).as("a copy").isFalse();
        }
    }

    @Test
    public void whatIsChainedToAFailureMayWaitForTheClose() throws Exception {
        WebSocketConnection connection = sockets.connect("ws://no-such-host.invalid/");
        CompletableFuture<Void> unsent = connection.send("never").toCompletableFuture();

        CompletableFuture<?> chained = connection
                .opened()
                .handle((it, failure) -> {
                    getUnchecked(connection.close());
                    return unsent.handle((none, cause) -> cause).join();
                })
                .toCompletableFuture();

        assertThat(get(chained)).isNotNull();
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

    private EchoSession onlySession() {
        await().until(() -> server.sessions().size() == 1);
        return server.sessions().get(0);
    }

    private ConnectOptions journaling() {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> journal.add("open"))
                .withOnMessage((connection, message) -> note(message))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
    }

    private void note(WebSocketMessage message) {
        if (message instanceof WebSocketMessage.Text text) {
            journal.add("text " + text.text());
        } else if (message instanceof WebSocketMessage.Binary binary) {
            journal.add("binary " + US_ASCII.decode(binary.data()));
        }
    }

    private static void getUnchecked(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
