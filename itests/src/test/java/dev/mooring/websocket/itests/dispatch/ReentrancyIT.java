package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What core calls may call core, and wait for it. */
public class ReentrancyIT extends DispatchTest {

    private final List<String> journal = new CopyOnWriteArrayList<>();

    @After
    public void startAgain() throws BundleException {
        felix().start();
        Core.bundle(context).start();
    }

    /** Where an extension's code runs. Each entry makes that its code runs there. */
    private Map<String, BiConsumer<WebSocketService, Runnable>> places() {
        Map<String, BiConsumer<WebSocketService, Runnable>> places = new LinkedHashMap<>();
        places.put(
                "onOpen",
                (sockets, code) -> sockets.connect(
                        server.url("/"), ConnectOptions.defaults().withOnOpen((it, event) -> code.run())));
        places.put(
                "onMessage",
                (sockets, code) -> sockets.connect(
                                server.url("/"), ConnectOptions.defaults().withOnMessage((it, message) -> code.run()))
                        .send("echo"));
        places.put(
                "onError",
                (sockets, code) -> sockets.connect(
                        "ws://no-such-host.invalid/",
                        ConnectOptions.defaults().withOnError((it, error) -> code.run())));
        places.put(
                "onClose",
                (sockets, code) -> getUnchecked(sockets.connect(
                                        server.url("/"),
                                        ConnectOptions.defaults().withOnClose((it, close) -> code.run()))
                                .opened())
                        .close());
        places.put("a late handler", (sockets, code) -> {
            WebSocketConnection connection =
                    getUnchecked(sockets.connect(server.url("/")).opened());
            getUnchecked(connection.close());
            connection.onClose(close -> code.run());
        });
        places.put(
                "an executor",
                (sockets, code) -> sockets.connect(
                        server.url("/"),
                        ConnectOptions.defaults().withOnOpen((it, event) -> {}).withExecutor(task -> {
                            code.run();
                            task.run();
                        })));
        stages().forEach((name, stage) -> places.put(
                "what is chained to " + name,
                (sockets, code) -> stage.apply(sockets).whenComplete((value, failure) -> code.run())));
        return places;
    }

    /** Not complete, or not for long. */
    private Map<String, Function<WebSocketService, CompletionStage<?>>> stages() {
        return Map.of(
                "opened()", sockets -> sockets.connect(server.url("/")).opened(),
                "opened() that fails",
                        sockets -> sockets.connect("ws://no-such-host.invalid/").opened(),
                "send()", sockets -> sockets.connect(server.url("/")).send("echo"),
                "send() that fails",
                        sockets -> sockets.connect("ws://no-such-host.invalid/").send("never"),
                "close()",
                        sockets -> getUnchecked(sockets.connect(server.url("/")).opened())
                                .close());
    }

    @Test
    public void anExtensionMayStopItselfAnywhere() throws Exception {
        for (Map.Entry<String, BiConsumer<WebSocketService, Runnable>> place : places().entrySet()) {
            Bundle extension = extensions.start("suicidal");
            CompletableFuture<String> stopped = new CompletableFuture<>();

            place.getValue().accept(Extensions.socketsOf(extension), () -> {
                stop(extension);
                stopped.complete("stopped");
            });

            assertThat(get(stopped)).as(place.getKey()).isEqualTo("stopped");
            assertThat(extension.getState()).isEqualTo(Bundle.RESOLVED);
            await(place.getKey()).until(() -> server.sessions().stream().noneMatch(session -> session.isOpen()));
            extensions.uninstallAll();
        }
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    @Test
    public void anExtensionMayConnectTalkAndWaitAnywhere() throws Exception {
        for (Map.Entry<String, BiConsumer<WebSocketService, Runnable>> place : places().entrySet()) {
            WebSocketService sockets = socketsOf("waiting");
            CompletableFuture<String> talked = new CompletableFuture<>();

            place.getValue().accept(sockets, () -> talked.complete(converse(sockets)));

            assertThat(get(talked)).as(place.getKey()).isEqualTo("hello");
            extensions.uninstallAll();
        }
    }

    private String converse(WebSocketService sockets) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocketConnection connection = sockets.connect(server.url("/"));
        connection.onText(answer::complete);
        getUnchecked(connection.opened());
        getUnchecked(connection.send("hello"));
        String heard = getUnchecked(answer);
        getUnchecked(connection.close());
        return heard;
    }

    @Test
    public void aHandlerMayUnsubscribeItselfAndOthers() throws Exception {
        WebSocketConnection connection =
                get(socketsOf("fickle").connect(server.url("/")).opened());
        List<Subscription> subscriptions = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            subscriptions.add(connection.onText(text -> {
                journal.add(name + " " + text);
                if (name.equals("first")) {
                    subscriptions.get(0).close();
                    subscriptions.get(1).close();
                    connection.onText(later -> journal.add("fourth " + later));
                }
            }));
        }

        connection.send("1");
        connection.send("2");

        await().until(() -> journal.size() == 4);
        assertThat(journal).containsExactly("first 1", "third 1", "third 2", "fourth 2");
    }

    @Test
    public void aHandlerMayStopEventAdmin() throws Exception {
        Counted counted = Counted.open(socketsOf("stopping"), server.url("/"));
        counted.connection().onText(text -> stop(felix()));

        counted.converse(100);
    }

    @Test
    public void aHandlerMayStopCore() throws Exception {
        WebSocketConnection connection =
                get(socketsOf("stopping").connect(server.url("/")).opened());
        CompletableFuture<ConnectionState> seen = new CompletableFuture<>();
        connection.onText(text -> {
            stop(Core.bundle(context));
            seen.complete(connection.state());
        });

        connection.send("stop");

        assertThat(get(seen)).isEqualTo(ConnectionState.CLOSED);
        assertThat(Core.bundle(context).getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    public void aComponentMayWaitWhileItIsActivatedAndDeactivated() throws Exception {
        Bundle extension = extensions.start(
                ExtensionBundle.named("activated")
                        .withHeader("Service-Component", ActivatedExtension.COMPONENT)
                        .withResource(ActivatedExtension.COMPONENT, ActivatedExtension.component(server.url("/")))
                        .withClasses(ActivatedExtension.class),
                "test:activated");
        assertThat(extension.getRegisteredServices()).as("it is active").hasSize(1);

        extension.stop();

        assertThat(server.sessions()).hasSize(1);
        assertThat(server.sessions().get(0).texts()).containsExactly("from the constructor", "goodbye");
        await().until(() -> server.sessions().get(0).closeCode().isPresent());
        assertThat(server.sessions().get(0).closeCode()).hasValue(1000);
    }

    @Test
    public void whatIsChainedAndBlocksHarmsItsOwnConnectionAlone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        WebSocketService sockets = socketsOf("chained");
        WebSocketService beside = socketsOf("beside");
        Counted other = Counted.open(sockets, server.url("/"));
        for (Map.Entry<String, Function<WebSocketService, CompletionStage<?>>> stage : stages().entrySet()) {
            CompletableFuture<String> inside = new CompletableFuture<>();
            // On a thread of its own: should the stage be complete already, that one is blocked, and not this.
            CompletableFuture<?> chained = CompletableFuture.supplyAsync(
                            () -> stage.getValue().apply(sockets))
                    .thenCompose(outcome -> outcome.handle((value, failure) -> {
                        inside.complete(stage.getKey());
                        awaitQuietly(release);
                        return journal.add(stage.getKey());
                    }));
            get(inside);

            other.converse(100);
            assertThat(converse(sockets)).as(stage.getKey()).isEqualTo("hello");
            assertThat(converse(beside)).isEqualTo("hello");
            assertThat(chained).isNotDone();
        }
        assertThat(journal).as("blocked still").isEmpty();
        release.countDown();
        await().until(() -> journal.size() == stages().size());
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T getUnchecked(CompletionStage<T> stage) {
        try {
            return get(stage);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
