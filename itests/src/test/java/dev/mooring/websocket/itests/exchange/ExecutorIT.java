package dev.mooring.websocket.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Handlers run where the extension wants them: on the thread of its user interface, say. */
public class ExecutorIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private Extensions extensions;
    private Bundle bundle;
    private WebSocketService sockets;
    private EchoServer server;
    private ExecutorService ui;

    @Before
    public void startAll() throws Exception {
        server = EchoServer.start();
        ui = Executors.newSingleThreadExecutor(task -> new Thread(task, "ui"));
        extensions = new Extensions(context);
        bundle = extensions.start("with-a-window");
        sockets = Extensions.socketsOf(bundle);
    }

    @After
    public void stopAll() throws Exception {
        extensions.uninstallAll();
        ui.shutdownNow();
        server.close();
    }

    @Test
    public void eachCallbackRunsThereOnceAndInOrder() throws Exception {
        WebSocketConnection connection = get(
                sockets.connect(server.url("/"), journaling().withExecutor(ui)).opened());

        IntStream.range(0, 100).forEach(i -> connection.send("" + i));
        await().until(() -> journal.size() == 101);
        get(connection.close());

        await().until(() -> journal.size() == 102);
        assertThat(journal).first().isEqualTo("open on ui");
        assertThat(journal.subList(1, 101))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> i + " on ui").toList());
        assertThat(journal).last().isEqualTo("close 1000 on ui");
    }

    @Test
    public void theNextIsHandedOverOnlyWhenTheOneBeforeHasReturned() throws Exception {
        WebSocketConnection connection =
                sockets.connect(server.url("/"), journaling().withExecutor(handedOver::add));
        await().until(() -> handedOver.size() == 1);
        handedOver.remove().run();
        get(connection.opened());
        connection.send("1");
        connection.send("2");
        await().until(() -> server.sessions().get(0).texts().size() == 2);
        await().until(() -> handedOver.size() == 1);

        Runnable first = handedOver.remove();
        assertThat(handedOver).as("handed over while the first waits").isEmpty();
        first.run();
        first.run();

        await().until(() -> handedOver.size() == 1);
        assertThat(journal).hasSize(2).last().asString().startsWith("1 on");
    }

    @Test
    public void openedCompletesThoughTheExecutorIsBusy() throws Exception {
        WebSocketConnection connection =
                sockets.connect(server.url("/"), journaling().withExecutor(handedOver::add));

        get(connection.opened());

        assertThat(journal).isEmpty();
    }

    @Test
    public void anExecutorThatRejectsIsAnErrorOfTheConnection() throws Exception {
        WebSocketConnection other = get(sockets.connect(server.url("/")).opened());
        ConnectOptions options = journaling().withExecutor(task -> {
            if (journal.size() == 2) {
                journal.add("rejected");
                throw new RejectedExecutionException("the window is closed");
            }
            task.run();
        });
        WebSocketConnection connection =
                get(sockets.connect(server.url("/"), options).opened());

        connection.send("1");
        connection.send("2");
        connection.send("3");

        await().until(() -> connection.state() == ConnectionState.CLOSED);
        await().until(() -> journal.size() == 5);
        assertThat(journal.stream().map(entry -> entry.replaceAll(" on .*", "")))
                .containsExactly("open", "1", "rejected", "error EXECUTOR_REJECTED", "close 1006");
        await().until(() -> server.sessions().get(1).closeCode().isPresent());
        assertThat(server.sessions().get(1).closeCode()).hasValue(1001);
        assertThat(other.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    public void anExecutorThatRejectsFromTheBeginningFailsNothingElse() throws Exception {
        WebSocketConnection connection =
                sockets.connect(server.url("/"), journaling().withExecutor(task -> {
                    throw new RejectedExecutionException("never");
                }));

        await().until(() -> connection.state() == ConnectionState.CLOSED);

        assertThat(journal).isEmpty();
        assertThat(failure(WebSocketException.class, connection.send("late")).reason())
                .isEqualTo(WebSocketException.Reason.CLOSED);
    }

    @Test
    public void afterTheStopNothingThatWasHandedOverRuns() throws Exception {
        sockets.connect(server.url("/"), journaling().withExecutor(handedOver::add));
        await().until(() -> handedOver.size() == 1);

        bundle.stop();
        handedOver.remove().run();

        assertThat(journal).isEmpty();
        await().untilAsserted(() -> assertThat(server.sessions()).noneMatch(session -> session.isOpen()));
        assertThat(handedOver).isEmpty();
    }

    private ConnectOptions journaling() {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> note("open"))
                .withOnMessage((connection, message) -> note(((WebSocketMessage.Text) message).text()))
                .withOnError(
                        (connection, event) -> note("error " + event.error().reason()))
                .withOnClose((connection, event) -> note("close " + event.code()));
    }

    private void note(String what) {
        journal.add(what + " on " + Thread.currentThread().getName());
    }
}
