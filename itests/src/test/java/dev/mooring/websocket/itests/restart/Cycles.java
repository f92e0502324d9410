package dev.mooring.websocket.itests.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Histogram;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.Threads;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Ten thousand connections one after the other, and a thousand restarts of core, leave nothing behind. Takes minutes:
 * its name keeps it out of the build. The figures are in target/cycles.txt.
 */
public class Cycles extends ContainerTest {

    private static final String REPORT = "mooring.cycles";
    private static final int CONNECTIONS = 10_000;
    private static final int RESTARTS = 1_000;

    /** Of so many parts, each is measured: what grows, grows with each. */
    private static final int PARTS = 5;

    /** What the JVM's own caches may make of it. What leaks a kilobyte a cycle makes more. */
    private static final long SLACK_BYTES = 1024 * 1024;

    /** What is there at one moment, with nothing open. */
    private record Inventory(int threads, long files, int services, long classLoaders, long connections, long heap) {

        @Override
        public String toString() {
            return "threads of core %d, file descriptors %d, services %d, class loaders of bundles %d, connections on the"
                            .formatted(threads, files, services, classLoaders)
                    + " heap %d, heap in use %d KiB".formatted(connections, heap / 1024);
        }
    }

    @Inject
    private BundleContext context;

    private final List<String> report = new ArrayList<>();

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target().resolve("cycles.txt").toString()));
    }

    @After
    public void writeReport() throws IOException {
        Path file = Path.of(System.getProperty(REPORT));
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        lines.addAll(report);
        Files.write(file, lines);
    }

    @Test
    public void connectionsLeaveNothing() throws Exception {
        repeat("connections opened and closed", CONNECTIONS, this::openAndClose);
    }

    @Test
    public void restartsOfCoreLeaveNothing() throws Exception {
        Bundle core = Core.bundle(context);
        repeat("restarts of core under an open connection", RESTARTS, server -> {
            open(server);
            core.stop();
            core.start();
        });
    }

    private interface Cycle {
        void run(RawServer server) throws Exception;
    }

    private void repeat(String what, int times, Cycle cycle) throws Exception {
        // The same server for a part only: it keeps a record of each client.
        run(times / PARTS, cycle);
        Inventory before = inventory();
        report.add("after " + times / PARTS + " " + what + ": " + before);
        Inventory after = before;
        for (int part = 2; part <= PARTS; part++) {
            run(times / PARTS, cycle);
            after = inventory();
            report.add("after " + times / PARTS * part + " " + what + ": " + after);
        }

        assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
        assertThat(after.files()).isLessThanOrEqualTo(before.files());
        assertThat(after.services()).isEqualTo(before.services());
        assertThat(after.classLoaders()).isLessThanOrEqualTo(before.classLoaders());
        assertThat(after.connections()).isZero();
        assertThat(after.heap()).isLessThan(before.heap() + SLACK_BYTES);
    }

    private static void run(int times, Cycle cycle) throws Exception {
        try (RawServer server = RawServer.running(peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("hello"));
            await().until(() -> !peer.frames().isEmpty());
            peer.send(RawFrame.close(1000, ""));
            peer.close();
        })) {
            for (int i = 0; i < times; i++) {
                cycle.run(server);
            }
        }
    }

    private void openAndClose(RawServer server) throws Exception {
        get(open(server).close());
    }

    private WebSocketConnection open(RawServer server) throws Exception {
        WebSocketConnection connection = service().connect(server.url("/"));
        CountDownLatch greeted = new CountDownLatch(1);
        connection.onText(text -> greeted.countDown());
        get(connection.opened());
        greeted.await();
        return connection;
    }

    private WebSocketService service() {
        ServiceReference<WebSocketService> reference = context.getServiceReference(WebSocketService.class);
        return context.getService(reference);
    }

    private Inventory inventory() throws InvalidSyntaxException {
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
        // Each look is a full collection; classes that went are unloaded by the second.
        Core.openConnections();
        long connections = Core.openConnections();
        long classLoaders = Histogram.instancesOf("org.apache.felix.framework.BundleWiringImpl$BundleClassLoader");
        return new Inventory(
                Threads.named(Core.THREADS).size(),
                new File("/proc/self/fd").list().length,
                context.getAllServiceReferences(null, null).length,
                classLoaders,
                connections,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
