package dev.mooring.websocket.itests.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Histogram;
import dev.mooring.websocket.itests.support.Collected;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.Threads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** What idle connections cost, and that a stopped core costs nothing. The figures are in target/footprint.txt. */
public class FootprintIT extends ContainerTest {

    private static final String REPORT = "mooring.footprint";

    @Inject
    private BundleContext context;

    private final List<String> table = new ArrayList<>();
    private final List<WebSocketConnection> connections = new ArrayList<>();
    private final Deque<WebSocketService> owners = new ArrayDeque<>();
    private Extensions extensions;
    private EchoServer server;
    private Bundle core;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target().resolve("footprint.txt").toString()));
    }

    @Before
    public void startServer() {
        server = EchoServer.start(EchoServerOptions.defaults());
        core = Core.bundle(context);
        extensions = new Extensions(context);
    }

    @After
    public void writeReport() throws BundleException, IOException {
        core.start();
        extensions.uninstallAll();
        server.close();
        Files.write(Path.of(System.getProperty(REPORT)), table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    public void idleConnectionsHaveNoThreadAndAStoppedCoreHasNothing() throws Exception {
        // Once round first, so that classes and pools are there on both ends.
        open(1);
        get(connections.remove(0).close());
        note(0);
        open(1);
        note(1);
        open(99);
        awaitThreads("the timer, and one that watches them all", 2);
        note(100);

        WeakReference<ClassLoader> classes =
                new WeakReference<>(core.adapt(BundleWiring.class).getClassLoader());
        connections.clear();
        owners.clear();
        core.stop();

        await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());
        assertThat(core.getRegisteredServices()).isNull();
        await().until(() -> server.sessions().stream().noneMatch(session -> session.isOpen()));
        Core.refresh(context, core);
        await().until(() -> Collected.isGone(classes));
        table.add("core stopped and refreshed: threads 0, services 0, sockets 0, classes 0");
    }

    /** Only who reads the peer's answer needs one. */
    @Test
    public void whoClosesIdleConnectionsStartsNoThreads() throws Exception {
        open(100);
        awaitThreads("the timer, and one that watches them all", 2);
        long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();

        for (WebSocketConnection connection : connections) {
            get(connection.close());
        }

        await().until(() -> server.sessions().stream().noneMatch(session -> session.isOpen()));
        long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
        table.add("100 idle connections closed, one after the other: %d threads started".formatted(started));
        assertThat(started).isBetween(100L, 150L);
    }

    private void open(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            connections.add(get(nextOwner().connect(server.url("/")).opened()));
        }
    }

    /** An extension may not have all of them. */
    private WebSocketService nextOwner() throws BundleException {
        if (owners.isEmpty() || owners.getLast().connections().size() == 5) {
            owners.add(Extensions.socketsOf(extensions.start("owner-" + owners.size())));
        }
        return owners.getLast();
    }

    /** Writes a line when nothing but the connections is left of opening them. */
    private void note(int expected) {
        awaitThreads("the timer, and one for each", expected + 1);
        int threads = Threads.named(Core.THREADS).size();
        long connectionsOnTheHeap = Core.openConnections();
        assertThat(connectionsOnTheHeap).isEqualTo(expected);
        long ours = Histogram.bytesOf("dev.mooring.websocket.") + Histogram.bytesOf("org.glassfish.tyrus.");
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        table.add("connections %d: threads of core %d, heap in use %d KiB (both ends, container included), of it"
                        .formatted(expected, threads, heap / 1024)
                + " instances of our and of Tyrus's classes %d KiB".formatted(ours / 1024));
    }

    private static void awaitThreads(String which, int most) {
        await().untilAsserted(
                        () -> assertThat(Threads.named(Core.THREADS)).as(which).hasSizeLessThanOrEqualTo(most));
    }
}
