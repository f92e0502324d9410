package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.platform.WebSocketAdmin;
import dev.mooring.websocket.spi.ConnectPolicy;
import dev.mooring.websocket.spi.ConsentService;
import java.lang.reflect.Proxy;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Core holds no lock of its own, nor one of Tyrus's, while it calls anybody. */
public class LocksIT extends DispatchTest {

    private final HeldLocks locks = new HeldLocks();
    private RivalEventAdmin eventAdmin;
    private ServiceRegistration<LoggerFactory> loggers;
    private Platform platform;
    private WebSocketService sockets;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                Platform.named(),
                CoreOptions.frameworkProperty("dev.mooring.websocket.capability")
                        .value("consent"));
    }

    @Before
    public void registerAll() throws Exception {
        platform = Platform.start(extensions);
        platform.register(ConnectPolicy.class, attempt -> {
            locks.noteIn("policy");
            return Optional.empty();
        });
        platform.register(ConsentService.class, request -> {
            locks.noteIn("consent");
            return CompletableFuture.completedStage(true);
        });
        eventAdmin = RivalEventAdmin.register(context, (self, event) -> {
            locks.noteIn("EventAdmin");
            self.deliver(event);
        });
        loggers = context.registerService(
                LoggerFactory.class,
                noting(LoggerFactory.class, "log service", noting(Logger.class, "log", null)),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
        // One that has never been consented to.
        sockets = socketsOf("calling-" + System.nanoTime());
    }

    private <T> T noting(Class<T> type, String place, Object result) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (it, method, arguments) -> {
                    locks.noteIn(place);
                    return method.getReturnType() == boolean.class ? false : result;
                }));
    }

    @After
    public void unregisterAll() {
        loggers.unregister();
        eventAdmin.close();
    }

    @Test
    public void handlersStagesAndExecutors() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"), noting("handler"));
        CompletableFuture<?> opened =
                connection.opened().thenRun(() -> locks.noteIn("opened()")).toCompletableFuture();
        CompletableFuture<?> sent =
                connection.send("1").thenRun(() -> locks.noteIn("send()")).toCompletableFuture();
        connection.sendJson(new AbstractMap<String, String>() {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                locks.noteIn("value for JSON");
                return Set.of();
            }
        });
        WebSocketConnection elsewhere =
                sockets.connect(server.url("/"), noting("handler on executor").withExecutor(task -> {
                    locks.noteIn("executor");
                    task.run();
                }));
        get(opened);
        get(sent);
        get(elsewhere.send("1"));
        await().until(() ->
                server.sessions().stream().mapToInt(it -> it.texts().size()).sum() == 3);
        get(connection.close().thenRun(() -> locks.noteIn("close()")));
        get(elsewhere.close());
        await().until(() -> locks.all().containsKey("handler on executor of close"));
        connection.onClose(event -> locks.noteIn("late handler"));
        await().until(() -> locks.all().containsKey("late handler"));

        assertNoneHeld(
                "EventAdmin",
                "close()",
                "consent",
                "executor",
                "handler of close",
                "handler of message",
                "handler of open",
                "handler on executor of close",
                "handler on executor of message",
                "handler on executor of open",
                "late handler",
                "opened()",
                "policy",
                "send()",
                "value for JSON");
    }

    private ConnectOptions noting(String handler) {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> locks.noteIn(handler + " of open"))
                .withOnMessage((connection, event) -> locks.noteIn(handler + " of message"))
                .withOnError((connection, event) -> locks.noteIn(handler + " of error"))
                .withOnClose((connection, event) -> locks.noteIn(handler + " of close"));
    }

    @Test
    public void whatFails() throws Exception {
        WebSocketConnection refused = sockets.connect("http://example.com/", noting("refused"));
        CompletableFuture<?> notOpened = refused.opened()
                .handle((it, failure) -> {
                    locks.noteIn("opened() that fails");
                    return null;
                })
                .toCompletableFuture();
        get(notOpened);
        WebSocketConnection lost =
                get(sockets.connect(server.url("/"), noting("lost")).opened());
        server.sessions().get(0).abort();
        await().until(() -> locks.all().containsKey("lost of close"));
        WebSocketConnection cancelled = sockets.connect(server.url("/"));
        CompletableFuture<?> unsent = cancelled
                .send("never")
                .handle((it, failure) -> {
                    locks.noteIn("send() that fails");
                    return null;
                })
                .toCompletableFuture();
        get(cancelled.close());
        get(unsent);
        assertThat(lost.bufferedAmount()).isZero();
        await().until(() -> locks.all().containsKey("refused of close"));

        assertNoneHeld(
                "EventAdmin",
                "consent",
                "lost of close",
                "lost of error",
                "lost of open",
                "opened() that fails",
                "policy",
                "refused of close",
                "refused of error",
                "send() that fails");
    }

    @Test
    public void whatIsLogged() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        EchoSession session = server.sessions().get(0);
        // No handler yet: in the end they are discarded.
        IntStream.range(0, 20).forEach(i -> session.sendText("x".repeat(64 * 1024)));
        await().until(() -> locks.all().containsKey("log"));

        CountDownLatch release = new CountDownLatch(1);
        WebSocketAdmin admin = platform.get(WebSocketAdmin.class);
        admin.watch(change -> awaitQuietly(release));
        // Two changes each, of which a watcher can be only so many behind.
        IntStream.range(0, 600).forEach(i -> sockets.connect("http://refused.example/"));
        connection.onMessage(message -> {
            throw new IllegalStateException("on purpose");
        });
        connection.send("1");
        release.countDown();
        get(connection.close());

        assertNoneHeld("EventAdmin", "consent", "log", "log service", "policy");
    }

    private void assertNoneHeld(String... places) {
        assertThat(locks.all().keySet()).containsAll(List.of(places));
        assertThat(locks.all())
                .allSatisfy((place, held) -> assertThat(held).as(place).isEmpty());
    }
}
