package dev.mooring.websocket.itests.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Two sides that run against each other many times. Each test counts how often each side came first: a race that always
 * ends the same way has not been run.
 */
public class RacesIT extends ContainerTest {

    private static final int ROUNDS = 200;
    private static final int STEP_MICROS = 50;

    @Inject
    private BundleContext context;

    @Inject
    private WebSocketService sockets;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private EchoServer server;
    private ExecutorService runners;

    @Before
    public void startServer() {
        server = EchoServer.start();
        runners = Executors.newFixedThreadPool(2);
    }

    @After
    public void cleanUp() throws Exception {
        runners.shutdownNow();
        Extension.uninstallAll();
        server.close();
    }

    @Test
    public void stopAgainstConnect() throws Exception {
        Bundle bundle =
                Extension.install(context, ExtensionBundle.named("racing")).bundle();
        List<WebSocketConnection> connections = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bundle.start();
            BundleContext its = bundle.getBundleContext();
            WebSocketService service = its.getService(its.getServiceReference(WebSocketService.class));
            WebSocketConnection connection = race(round, () -> service.connect(server.url("/")), () -> {
                bundle.stop();
                return null;
            });
            assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(service.connections()).isEmpty();
            count(outcome(connection.opened().toCompletableFuture()));
            connections.add(connection);
        }

        assertThat(connections).hasSize(ROUNDS);
        await().untilAsserted(() -> assertThat(server.sessions()).noneMatch(EchoSession::isOpen));
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
        assertBothWaysHappened();
    }

    @Test
    public void closeAgainstSend() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/")).opened());
            List<CompletableFuture<Void>> sends = race(
                    round,
                    () -> {
                        List<CompletableFuture<Void>> stages = new ArrayList<>();
                        for (int i = 0; i < 10; i++) {
                            stages.add(connection.send("" + i).toCompletableFuture());
                        }
                        return stages;
                    },
                    () -> {
                        get(connection.close());
                        return null;
                    });
            EchoSession session = server.sessions().get(round);
            await().until(() -> session.closeCode().isPresent());
            assertThat(session.closeCode()).hasValue(1000);
            int sent = 0;
            for (CompletableFuture<Void> send : sends) {
                await().until(send::isDone);
                sent += send.isCompletedExceptionally() ? 0 : 1;
            }
            assertThat(session.texts())
                    .as("what was said to be sent, and nothing else")
                    .hasSize(sent);
            count(sent == 10 ? "all sent" : sent == 0 ? "none sent" : "some sent");
        }
        assertThat(outcomes.keySet())
                .as(outcomes.toString())
                .contains("all sent")
                .hasSizeGreaterThan(1);
    }

    @Test
    public void closeAgainstClose() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger closes = new AtomicInteger();
            AtomicInteger errors = new AtomicInteger();
            CompletableFuture<Integer> code = new CompletableFuture<>();
            ConnectOptions options = ConnectOptions.defaults()
                    .withOnError((connection, event) -> errors.incrementAndGet())
                    .withOnClose((connection, event) -> {
                        closes.incrementAndGet();
                        code.complete(event.code());
                    });
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), options).opened());
            int index = round;
            await().until(() -> server.sessions().size() > index);
            EchoSession session = server.sessions().get(round);
            race(round, () -> connection.close(3000, ""), () -> session.close(4000, ""));

            count("code " + get(code));
            await().until(() -> !session.isOpen());
            assertThat(closes).hasValue(1);
            assertThat(errors).hasValue(0);
        }
        assertBothWaysHappened();
    }

    @Test
    public void unsubscribeAgainstDispatch() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger calls = new AtomicInteger();
            CompletableFuture<Void> arrived = new CompletableFuture<>();
            AutoCloseable subscription = connection.onMessage(message -> calls.incrementAndGet());
            AutoCloseable witness = connection.onMessage(message -> arrived.complete(null));
            race(round, () -> connection.send("x"), () -> {
                subscription.close();
                return null;
            });
            get(arrived);
            count(calls.get() == 0 ? "unsubscribed first" : "dispatched first");
            assertThat(calls).hasValueLessThanOrEqualTo(1);
            witness.close();
        }
        get(connection.close());
        assertBothWaysHappened();
    }

    /** Runs both at nearly the same time: the first far ahead in the first round, far behind in the last. */
    private <T> T race(int round, Callable<T> first, Callable<?> second) throws Exception {
        int headStart = STEP_MICROS * (ROUNDS / 2 - round);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<T> one = runners.submit(() -> {
            start.await();
            spin(-headStart);
            return first.call();
        });
        Future<?> other = runners.submit(() -> {
            start.await();
            spin(headStart);
            return second.call();
        });
        other.get();
        return one.get();
    }

    private static void spin(int micros) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static String outcome(CompletableFuture<?> opened) {
        await().until(opened::isDone);
        return opened.handle((connection, failure) ->
                        failure == null ? "opened" : "" + ((WebSocketException) failure.getCause()).reason())
                .join();
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private void assertBothWaysHappened() {
        assertThat(outcomes).as(outcomes.toString()).hasSizeGreaterThan(1);
    }
}
