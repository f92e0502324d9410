package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.support.RawServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/**
 * Servers send more than the JVM has memory, and handlers stop now and then: what waits is bounded, and nothing is
 * lost. How much is {@code -Dmooring.flood.mib}. The figures are in target/flood.txt.
 */
public class FloodIT extends DispatchTest {

    private static final String MIB_TO_SEND = "mooring.flood.mib";
    private static final String REPORT = "mooring.flood.report";

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int EXTENSIONS = 2;
    private static final int CONNECTIONS_EACH = 4;
    private static final int CONNECTIONS = EXTENSIONS * CONNECTIONS_EACH;
    private static final int STOPS = 3;

    /** What may wait for the handlers of one connection. */
    private static final int BOUND = MIB;

    private static final int SLACK = 8 * MIB;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger heard = new AtomicInteger();

    /** Handlers wait for it. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.vmOption("-Xmx64m"),
                CoreOptions.systemProperty(MIB_TO_SEND).value(System.getProperty(MIB_TO_SEND, "1024")),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target().resolve("flood.txt").toString()));
    }

    @After
    public void openGate() {
        gate.countDown();
    }

    @Test
    public void largeMessages() throws Exception {
        int bytes = 64 * KIB;
        long total = (long) MIB * Integer.getInteger(MIB_TO_SEND);
        survives(new Flood((int) (total / bytes / CONNECTIONS), bytes));
    }

    @Test
    public void smallMessages() throws Exception {
        survives(new Flood(60_000, Flood.DIGITS));
    }

    private void survives(Flood flood) throws Exception {
        // Once through with a few, so that all classes and the server are there before the first measurement.
        pass(new Flood(STOPS + 1, flood.bytes()));
        heard.set(0);
        long before = live();
        long start = System.nanoTime();

        long most = pass(flood);

        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String figures = "%d x %d messages of %d bytes (%d MiB) in %d ms: at most %d KiB live while handlers stop%n"
                .formatted(
                        CONNECTIONS,
                        flood.messages(),
                        flood.bytes(),
                        (long) CONNECTIONS * flood.messages() * flood.bytes() / MIB,
                        millis,
                        (most - before) / KIB);
        Files.writeString(report(), figures, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(most - before).as(figures).isLessThan(CONNECTIONS * BOUND + SLACK);
    }

    private static Path report() {
        return Path.of(System.getProperty(REPORT));
    }

    /** Lets it through in pieces. Returns the most that was live in between. */
    private long pass(Flood flood) throws Exception {
        int all = CONNECTIONS * flood.messages();
        long most = 0;
        gate = new CountDownLatch(1);
        try (RawServer servers = RawServer.running(flood::pour)) {
            connect(servers);
            for (int stop = 1; stop <= STOPS; stop++) {
                awaitStillness(flood);
                most = Math.max(most, live());
                CountDownLatch previous = gate;
                int enough = all / (STOPS + 1) * stop;
                previous.countDown();
                await().until(() -> heard.get() >= enough || !wrong.isEmpty());
                gate = new CountDownLatch(1);
            }
            gate.countDown();
            await().until(() -> heard.get() >= all || !wrong.isEmpty());
            assertThat(wrong).as("out of order, or not once").isEmpty();
            assertThat(heard).hasValue(all);
        } finally {
            extensions.uninstallAll();
        }
        return most;
    }

    private void connect(RawServer servers) throws Exception {
        for (int i = 0; i < EXTENSIONS; i++) {
            WebSocketService sockets = socketsOf("flooded-" + i);
            for (int j = 0; j < CONNECTIONS_EACH; j++) {
                AtomicInteger next = new AtomicInteger();
                ConnectOptions options = ConnectOptions.defaults()
                        .withOnMessage((connection, message) -> hear(message, next.getAndIncrement()));
                get(sockets.connect(servers.url("/"), options).opened());
            }
        }
    }

    private void hear(WebSocketMessage message, int expected) {
        awaitQuietly(gate);
        String number = message instanceof WebSocketMessage.Text text
                ? text.text().substring(0, Flood.DIGITS)
                : asciiOf(((WebSocketMessage.Binary) message).data().slice(0, Flood.DIGITS));
        if (!number.equals(Flood.number(expected))) {
            wrong.add(number + " in place of " + expected);
        }
        heard.incrementAndGet();
    }

    private static String asciiOf(ByteBuffer bytes) {
        return US_ASCII.decode(bytes).toString();
    }

    /** Until no server gets rid of anything any more. */
    private static void awaitStillness(Flood flood) {
        AtomicLong last = new AtomicLong(-1);
        await().during(Duration.ofMillis(300)).until(() -> flood.sent() == last.getAndSet(flood.sent()));
    }

    private long live() {
        System.gc();
        System.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
