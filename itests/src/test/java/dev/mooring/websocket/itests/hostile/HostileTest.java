package dev.mooring.websocket.itests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/**
 * A test of peers that mean harm, in a small heap. After each there is nothing left of it, and another extension's
 * connection has gone on all the time. What was measured is in target/hostile-peers.txt.
 */
abstract class HostileTest extends ContainerTest {

    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;
    static final int MESSAGE_BYTES = 2 * MIB;
    static final int FRAME_BYTES = MIB;
    static final int OUTBOX_BYTES = 4 * MIB;
    static final int CLOSE_TIMEOUT_MILLIS = 500;

    /** Longer than any test that is not about it takes. */
    static final int SEND_TIMEOUT_MILLIS = 5000;

    private static final int HEAP_MIB = 64;
    private static final String REPORT = "mooring.hostile.report";

    /** Shows when the configuration applies. */
    private static final int CONNECTIONS = 7;

    private static boolean configured;

    @Inject
    BundleContext context;

    WebSocketService sockets;

    /** What the extension saw, in its order. */
    final List<String> journal = new CopyOnWriteArrayList<>();

    private Extensions extensions;
    private EchoServer echo;
    private WebSocketConnection bystander;
    private final List<String> echoes = new CopyOnWriteArrayList<>();
    private MemoryUse heap;
    private volatile long start;
    private volatile long end;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.vmOption("-Xmx" + HEAP_MIB + "m"),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target().resolve("hostile-peers.txt").toString()));
    }

    @Before
    public void startBystander() throws Exception {
        extensions = new Extensions(context);
        echo = EchoServer.start();
        if (!configured) {
            configure();
            configured = true;
        }
        sockets = Extensions.socketsOf(extensions.start("victim"));
        bystander = get(Extensions.socketsOf(extensions.start("bystander"))
                .connect(
                        echo.url("/"),
                        ConnectOptions.defaults().withOnMessage((connection, message) -> echoes.add(textOf(message))))
                .opened());
        assertBystanderIsServed();
        heap = MemoryUse.now();
    }

    @After
    public void nothingIsLeft() throws Exception {
        get(bystander.close());
        bystander = null;
        extensions.uninstallAll();
        echo.close();
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
        assertThat(Core.openConnections()).isZero();
    }

    private void configure() throws Exception {
        dev.mooring.websocket.itests.Configuration.set(
                context,
                Map.of(
                        "maxConnections", CONNECTIONS,
                        "messageBytes", MESSAGE_BYTES,
                        "frameBytes", FRAME_BYTES,
                        "outboxBytes", OUTBOX_BYTES,
                        "closeTimeoutMillis", CLOSE_TIMEOUT_MILLIS,
                        "sendTimeoutMillis", SEND_TIMEOUT_MILLIS));
        // Once as many may be opened as was set, the rest applies as well.
        try (RawServer silent = RawServer.silent()) {
            await().until(() -> {
                WebSocketService probe = Extensions.socketsOf(extensions.start("probe-" + System.nanoTime()));
                for (int i = 0; i < CONNECTIONS; i++) {
                    probe.connect(silent.url("/"));
                }
                boolean all = probe.connections().size() == CONNECTIONS;
                for (WebSocketConnection each : probe.connections()) {
                    get(each.close());
                }
                return all;
            });
        }
    }

    /** For the connection to the hostile peer. The time that it lives begins with this call. */
    ConnectOptions journaling() {
        start = System.nanoTime();
        return ConnectOptions.defaults()
                .withOnMessage((connection, message) -> journal.add(textOf(message)))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> {
                    end = System.nanoTime();
                    journal.add("close " + event.code());
                });
    }

    private static String textOf(WebSocketMessage message) {
        return message instanceof WebSocketMessage.Text text ? text.text() : "binary";
    }

    private void assertBystanderIsServed() throws Exception {
        String question = "question " + System.nanoTime();
        get(bystander.send(question));
        await().until(() -> echoes.contains(question));
    }

    /** The connection has ended by its own, and the peer heard why and was let go. */
    void assertClosedWith(int code, RawServer server) {
        await().until(() -> journal.contains("close 1006"));
        assertThat(journal).contains("error " + Reason.PROTOCOL_ERROR).endsWith("close 1006");
        assertPeerHeard(code, server);
    }

    void assertPeerHeard(int code, RawServer server) {
        RawPeer peer = server.peers().get(0);
        await().until(() -> peer.end() != RawPeer.End.NONE);
        List<RawFrame> frames = peer.frames();
        assertThat(frames).last().satisfies(last -> assertThat(last.closeCode()).hasValue(code));
    }

    /** The end of a row: it did no harm, and is written down. */
    void note(String row, String toPeer, long bound) throws Exception {
        long millis = Duration.ofNanos(end - start).toMillis();
        assertBystanderIsServed();
        assertThat(sockets.connections()).isEmpty();
        long peak = heap.peakSince();
        List<String> seen = new ArrayList<>(journal);
        seen.removeIf(event -> !event.startsWith("error") && !event.startsWith("close"));
        String line = "%-50s | %-34s | %-6s | %6d ms | %6d KiB%n"
                .formatted(row, String.join(", ", seen), toPeer, millis, peak / KIB);
        Files.writeString(
                Path.of(System.getProperty(REPORT)), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(peak).as(line).isLessThan(bound);
    }

    /** Most peers get nothing at all into memory but what a connection has anyway. */
    void note(String row, String toPeer) throws Exception {
        note(row, toPeer, 4L * MIB);
    }
}
