package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * What EventAdmin and sealing cost: CPU time of core's threads for each message, through the full API, and read
 * directly from Tyrus on the same transport. No test: its name keeps it out of the build. The figures are in
 * target/dispatch-cost.txt.
 */
public class DispatchCost extends ContainerTest {

    private static final String REPORT = "mooring.dispatch.cost";
    private static final int ROUNDS = 11;
    private static final int MESSAGES = 50_000;
    private static final String TEXT = "x".repeat(128);

    @Inject
    private BundleContext context;

    @Inject
    private WebSocketService sockets;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target().resolve("dispatch-cost.txt").toString()));
    }

    @Test
    public void measure() throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<String> report = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long direct = direct();
            long ours = ours();
            // The first ones warm up.
            if (round >= 3) {
                ratios.add((double) ours / direct);
                report.add(direct / MESSAGES + " ns direct, " + ours / MESSAGES + " ns through the API");
            }
        }
        ratios.sort(null);
        report.add("CPU per 128-byte message, ratio to Tyrus read directly: median " + ratios.get(ratios.size() / 2)
                + ", from " + ratios.get(0) + " to " + ratios.get(ratios.size() - 1));
        Files.write(Path.of(System.getProperty(REPORT)), report);
    }

    private long ours() throws Exception {
        try (EchoServer server = EchoServer.start(EchoServerOptions.defaults().withoutEcho())) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/")).opened());
            CountDownLatch arrived = new CountDownLatch(MESSAGES);
            AtomicInteger length = new AtomicInteger();
            connection.onText(text -> {
                length.addAndGet(text.length());
                arrived.countDown();
            });
            long spent = flood(server, arrived);
            assertThat(length).hasValue(MESSAGES * TEXT.length());
            get(connection.close());
            return spent;
        }
    }

    private long direct() throws Exception {
        try (EchoServer server = EchoServer.start(EchoServerOptions.defaults().withoutEcho())) {
            CountDownLatch arrived = new CountDownLatch(MESSAGES);
            AtomicInteger length = new AtomicInteger();
            Object workers = load("thread.Workers").getConstructor().newInstance();
            Object transport = transport(workers);
            load("transport.Transport")
                    .getMethod("dial", load("dial.DialRequest"), load("transport.WireListener"))
                    .invoke(transport, request(server), listener(text -> {
                        length.addAndGet(text.length());
                        arrived.countDown();
                    }));
            long spent = flood(server, arrived);
            assertThat(length).hasValue(MESSAGES * TEXT.length());
            load("transport.Transport").getMethod("stop").invoke(transport);
            load("thread.Workers").getMethod("stop").invoke(workers);
            return spent;
        }
    }

    private long flood(EchoServer server, CountDownLatch arrived) throws Exception {
        await().until(() -> !server.sessions().isEmpty());
        EchoSession session = server.sessions().get(0);
        long before = cpuOfCore();
        for (int i = 0; i < MESSAGES; i++) {
            CompletableFuture<Void> sent = session.sendText(TEXT).toCompletableFuture();
            if (i % 100 == 0) {
                sent.join();
            }
        }
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        return cpuOfCore() - before;
    }

    /** Of threads that are alive: those of a connection live as long as it does, or linger longer than this needs. */
    private long cpuOfCore() {
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(Core.THREADS)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    // ---- core from inside, by reflection: it exports nothing

    private Class<?> load(String name) throws ClassNotFoundException {
        Bundle core = Core.bundle(context);
        return core.loadClass("dev.mooring.websocket.core." + name);
    }

    private Object transport(Object workers) throws Exception {
        Object settings = load("config.Settings").getMethod("defaults").invoke(null);
        Supplier<Object> supplier = () -> settings;
        Function<CheckedUrl, CompletableFuture<List<InetAddress>>> addresses =
                url -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress()));
        return load("transport.Transport")
                .getConstructor(Supplier.class, load("thread.Workers"), Function.class)
                .newInstance(supplier, workers, addresses);
    }

    private Object request(EchoServer server) throws Exception {
        int port = URI.create(server.url("/")).getPort();
        Consumer<InetAddress> any = address -> {};
        return load("dial.DialRequest")
                .getConstructor(CheckedUrl.class, Map.class, List.class, Duration.class, Consumer.class)
                .newInstance(
                        new CheckedUrl(UrlKind.WEBSOCKET, "ws", "127.0.0.1", port, "/"),
                        Map.of(),
                        List.of(),
                        Duration.ofSeconds(10),
                        any);
    }

    private Object listener(Consumer<String> texts) throws Exception {
        Class<?> type = load("transport.WireListener");
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("text")) {
                texts.accept((String) arguments[0]);
            }
            return null;
        });
    }
}
