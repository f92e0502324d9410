package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

/** What is done to one connection at once: it closes once, sends what it says, and calls nobody who has gone. */
public class CloseRacesIT extends RaceTest {

    private static final int MESSAGES = 10;
    private static final int NORMAL = 1000;
    private static final int OURS = 3000;
    private static final int THEIRS = 4000;

    private WebSocketService sockets;

    @Before
    public void startExtension() throws Exception {
        sockets = Extensions.socketsOf(extensions.start("closing"));
    }

    @Test
    public void closeAgainstCloseOfTheOwner() throws Exception {
        try (Race race = Race.of("close against close of the owner", Duration.ofMillis(1))) {
            race.run(round -> {
                Closes closes = new Closes();
                WebSocketConnection connection =
                        get(sockets.connect(server.url("/"), closes.options()).opened());
                EchoSession session = session(round);

                race.between(() -> connection.close(OURS, ""), () -> connection.close(THEIRS, ""));

                get(connection.close());
                int code = get(closes.code());
                await().until(() -> session.closeCode().isPresent());
                assertThat(session.closeCode()).hasValue(code);
                assertThat(code).isIn(OURS, THEIRS);
                closes.assertOneCloseAndNoError();
                return code == OURS ? "first won" : "second won";
            });
        }
    }

    /** Jetty, while it is closing, may answer a close frame with none; so this peer is a raw one. */
    @Test
    public void closeAgainstCloseOfThePeer() throws Exception {
        RawScript upgrade = peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
        try (RawServer raw = RawServer.running(upgrade);
                Race race = Race.of("close against close of the peer", Duration.ofMillis(1))) {
            race.run(round -> {
                Closes closes = new Closes();
                WebSocketConnection connection =
                        get(sockets.connect(raw.url("/"), closes.options()).opened());
                await().until(() -> raw.peers().size() > round);
                RawPeer peer = raw.peers().get(round);

                race.between(() -> connection.close(OURS, ""), () -> {
                    peer.send(RawFrame.close(THEIRS, ""));
                    return null;
                });

                get(connection.close());
                assertThat(get(closes.code())).isEqualTo(THEIRS);
                await().until(() -> !peer.frames().isEmpty());
                peer.shutdownOutput();
                await().until(() -> peer.end() != RawPeer.End.NONE);
                assertThat(peer.frames()).extracting(RawFrame::closeCode).hasSize(1);
                closes.assertOneCloseAndNoError();
                return peer.frames().get(0).closeCode().equals(OptionalInt.of(OURS)) ? "owner won" : "peer won";
            });
        }
    }

    @Test
    public void closeAgainstSend() throws Exception {
        try (Race race = Race.of("close against send", Duration.ofMillis(1))) {
            race.run(round -> {
                WebSocketConnection connection =
                        get(sockets.connect(server.url("/")).opened());
                EchoSession session = session(round);

                List<CompletionStage<Void>> sends =
                        race.between(() -> messages().map(connection::send).toList(), connection::close);

                get(connection.close());
                int sent = 0;
                for (CompletionStage<Void> send : sends) {
                    sent += failureOf(send).isEmpty() ? 1 : 0;
                }
                await().until(() -> session.closeCode().isPresent());
                assertThat(session.closeCode()).hasValue(NORMAL);
                assertThat(session.texts())
                        .as("what was said to be sent, and nothing else")
                        .isEqualTo(messages().limit(sent).toList());
                return sent == 0 ? "close won" : sent == MESSAGES ? "send won" : "both in flight";
            });
        }
    }

    @Test
    public void unsubscribeAgainstDispatch() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        try (Race race = Race.of("unsubscribe against dispatch", Duration.ofMillis(1))) {
            race.run(round -> {
                AtomicInteger calls = new AtomicInteger();
                CompletableFuture<Void> arrived = new CompletableFuture<>();
                Subscription subscription = connection.onMessage(message -> calls.incrementAndGet());
                Subscription witness = connection.onMessage(message -> arrived.complete(null));

                race.between(() -> connection.send("x"), closing(subscription));

                get(arrived);
                witness.close();
                assertThat(calls).hasValueLessThanOrEqualTo(1);
                return calls.get() == 0 ? "unsubscribe won" : "dispatch won";
            });
        }
    }

    private static Callable<?> closing(Subscription subscription) {
        return () -> {
            subscription.close();
            return null;
        };
    }

    /** The server's side of the connection that was opened last. */
    private EchoSession session(int index) {
        await().until(() -> server.sessions().size() > index);
        return server.sessions().get(index);
    }

    private static Stream<String> messages() {
        return IntStream.range(0, MESSAGES).mapToObj(String::valueOf);
    }
}
