package dev.mooring.websocket.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

/** Handlers, and what is chained to stages, may do what they like: they harm their own connection at most. */
public class HandlersIT extends EchoTest {

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
}
