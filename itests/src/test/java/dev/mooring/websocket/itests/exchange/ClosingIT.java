package dev.mooring.websocket.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** A connection ends once, its close event is the last, and both sides know why. */
public class ClosingIT extends EchoTest {

    @Test
    public void theServerSeesTheCodeAndReasonOfTheOwner() throws Exception {
        WebSocketConnection connection = open(server.url("/"));

        get(connection.close(3001, "goodbye"));

        await().until(() -> session().closeCode().isPresent());
        assertThat(session().closeCode()).hasValue(3001);
        assertThat(session().closeReason()).contains("goodbye");
        await().until(() -> !journal.isEmpty());
        assertThat(journal).containsExactly("close 3001 goodbye");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(sockets.connections()).isEmpty();
    }

    @Test
    public void theOwnerSeesTheCodeAndReasonOfTheServer() throws Exception {
        open(server.url("/"));
        await().until(() -> !server.sessions().isEmpty());

        session().sendText("last words");
        session().close(4002, "enough");

        await().until(() -> journal.size() == 2);
        assertThat(journal).containsExactly("message", "close 4002 enough");
        assertThat(sockets.connections()).isEmpty();
    }

    @Test
    public void closingTwiceIsClosingOnce() throws Exception {
        WebSocketConnection connection = open(server.url("/"));

        connection.close();
        connection.close(4000, "again");
        get(connection.close());

        await().until(() -> session().closeCode().isPresent());
        assertThat(session().closeCode()).hasValue(1000);
        await().until(() -> !journal.isEmpty());
        assertThat(journal).containsExactly("close 1000 ");
    }

    @Test
    public void whatWasSentBeforeTheCloseArrives() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        get(connection.opened());
        for (int i = 0; i < 500; i++) {
            connection.send("message " + i);
        }
        get(connection.close());

        await().until(() -> session().closeCode().isPresent());
        assertThat(session().texts()).hasSize(500).endsWith("message 499");
    }

    @Test
    public void afterTheCloseSendsFail() throws Exception {
        WebSocketConnection connection = open(server.url("/"));
        get(connection.close());

        assertThat(failure(WebSocketException.class, connection.send("x")).reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(failure(WebSocketException.class, sockets.send(connection.id(), "x"))
                        .reason())
                .isEqualTo(Reason.CLOSED);
        get(sockets.close(connection.id()));
    }

    @Test
    public void aCloseFrameWithoutACodeIs1005() throws Exception {
        try (RawServer raw = RawServer.running(peer ->
                peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.of(true, RawFrame.CLOSE)))) {
            open(raw.url("/"));

            await().until(() -> !journal.isEmpty());
            assertThat(journal).containsExactly("close 1005 ");
        }
    }

    @Test
    public void anEndWithoutACloseFrameIsAnErrorAnd1006() throws Exception {
        open(server.url("/"));
        await().until(() -> !server.sessions().isEmpty());

        session().abort();

        await().until(() -> journal.size() == 2);
        assertThat(journal).containsExactly("error CONNECTION_LOST", "close 1006 ");
        assertThat(sockets.connections()).isEmpty();
    }

    @Test
    public void aPeerThatBreaksTheProtocolIsAnErrorAndHearsWhy() throws Exception {
        try (RawServer raw = RawServer.running(peer -> peer.send(
                RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.of(true, RawFrame.CONTINUATION, (byte) 1)))) {
            open(raw.url("/"));

            await().until(() -> journal.size() == 2);
            assertThat(journal).containsExactly("error PROTOCOL_ERROR", "close 1006 ");
            RawPeer peer = raw.peers().get(0);
            await().until(() -> !peer.frames().isEmpty());
            assertThat(peer.frames().get(0).closeCode()).hasValue(1002);
        }
    }

    @Test
    public void aPeerThatNeverAnswersAClosingIsWaitedForOnlySoLong() throws Exception {
        try (RawServer raw = RawServer.running(
                peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow())))) {
            WebSocketConnection connection = open(raw.url("/"));

            get(connection.close());

            await().until(() -> !journal.isEmpty());
            assertThat(journal).containsExactly("close 1006 ");
            RawPeer peer = raw.peers().get(0);
            await().until(() -> peer.end() != RawPeer.End.NONE);
            assertThat(peer.frames().get(0).closeCode()).hasValue(1000);
        }
    }

    @Test
    public void aHandlerMayWaitForTheCloseWhileMoreIsComingThanCanWait() throws Exception {
        String large = "x".repeat(200_000);
        try (RawServer flood = RawServer.running(peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
            for (int i = 0; i < 100; i++) {
                peer.send(RawFrame.text(large));
            }
        })) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            WebSocketConnection connection = sockets.connect(flood.url("/"));
            connection.onText(text -> {
                // By now the inbox is full, and the transport waits for room in it.
                connection.close().toCompletableFuture().join();
                closed.complete(null);
            });

            get(closed);
            assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        }
    }

    @Test
    public void closeAndErrorAreGivenOnceToALateHandler() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        get(connection.opened());
        await().until(() -> !server.sessions().isEmpty());
        session().abort();
        await().until(() -> connection.state() == ConnectionState.CLOSED);

        connection.onError(event -> journal.add("error " + event.error().reason()));
        await().until(() -> journal.size() == 1);
        connection.onClose(event -> journal.add("close " + event.code()));

        await().until(() -> journal.size() == 2);
        assertThat(journal).containsExactly("error CONNECTION_LOST", "close 1006");
    }

    @Test
    public void whatMayNotBeSentAsACodeIsRefusedAtTheCall() throws Exception {
        WebSocketConnection connection = open(server.url("/"));

        for (int code : new int[] {0, 999, 1001, 1005, 1006, 2999, 5000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> connection.close(code, ""));
        }
        assertThat(connection.state()).isEqualTo(ConnectionState.OPEN);
        get(connection.close());
    }

    private WebSocketConnection open(String url) throws Exception {
        ConnectOptions options = ConnectOptions.defaults()
                .withOnMessage((connection, message) -> journal.add("message"))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code() + " " + event.reason()));
        return get(sockets.connect(url, options).opened());
    }

    private EchoSession session() {
        return server.sessions().get(0);
    }
}
