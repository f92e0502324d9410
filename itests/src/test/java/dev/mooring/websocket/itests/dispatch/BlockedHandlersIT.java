package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.After;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Handlers that block hold up their own connections and nobody else, in the container that is worst for it: Felix's
 * EventAdmin as it comes, which has 20 threads for all handlers, and gives up on one that takes 5 s. The figures are in
 * target/blocked-handlers.txt.
 */
public class BlockedHandlersIT extends DispatchTest {

    private static final String REPORT = "mooring.blocked-handlers";
    private static final int EXTENSIONS = 5;
    private static final int CONNECTIONS_EACH = 5;
    private static final int BLOCKED = EXTENSIONS * CONNECTIONS_EACH;
    private static final int EVENTS = 500;

    /** How long EventAdmin may be at what takes milliseconds: less than it takes to give up on handlers. */
    private static final Duration PROMPT = Duration.ofSeconds(4);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final List<WebSocketConnection> blocked = new ArrayList<>();

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felixBut(
                shipped -> !shipped.equals("org.apache.felix.eventadmin.IgnoreTimeout"),
                Containers.support(),
                CoreOptions.systemProperty(REPORT)
                        .value(Containers.target()
                                .resolve("blocked-handlers.txt")
                                .toString()));
    }

    @After
    public void releaseAll() {
        release.countDown();
    }

    @Test
    public void anUnrelatedEventIsNotHeldUp() throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        ServiceRegistration<EventHandler> unrelated = context.registerService(
                EventHandler.class,
                event -> delivered.incrementAndGet(),
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "unrelated/topic")));
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            sender.submit(this::medianOfSending).get();
            long before = sender.submit(this::medianOfSending).get();
            blockAll();

            Future<Long> sending = sender.submit(this::medianOfSending);
            await().atMost(PROMPT).until(sending::isDone);

            assertThat(delivered).hasValue(3 * EVENTS);
            assertThat(inside).as("blocked still").hasValue(BLOCKED);
            long after = sending.get();
            Files.writeString(
                    Path.of(System.getProperty(REPORT)),
                    "sendEvent to one handler, median of %d: %d ns; while %d handlers are blocked: %d ns; ratio %.2f%n"
                            .formatted(EVENTS, before, BLOCKED, after, (double) after / before));
        } finally {
            sender.shutdownNow();
            unrelated.unregister();
        }
    }

    private long medianOfSending() {
        EventAdmin eventAdmin = eventAdmin();
        Event event = new Event("unrelated/topic", Map.of());
        long[] times = LongStream.generate(() -> {
                    long start = System.nanoTime();
                    eventAdmin.sendEvent(event);
                    return System.nanoTime() - start;
                })
                .limit(EVENTS)
                .sorted()
                .toArray();
        return times[EVENTS / 2];
    }

    @Test
    public void otherConnectionsGoOnAndNewOnesOpen() throws Exception {
        Counted before = Counted.open(socketsOf("talking"), server.url("/"));
        before.converse(10);
        blockAll();

        before.converse(500);
        Counted after = Counted.open(socketsOf("late"), server.url("/"));
        after.converse(500);

        assertThat(inside).as("blocked still").hasValue(BLOCKED);
    }

    @Test
    public void theyGoOnWhereTheyWere() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        blockAll();
        for (WebSocketConnection connection : blocked) {
            connection.onText(heard::add);
            connection.send("more");
        }

        release.countDown();

        await().until(() -> heard.size() == BLOCKED);
        assertThat(heard).containsOnly("more");
        assertThat(inside).hasValue(0);
    }

    @Test
    public void theirOwnPeersHaveTheirPingsAnsweredAndTheirCloseSeen() throws Exception {
        try (RawServer peers = RawServer.running(
                peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("block")))) {
            WebSocketConnection connection = connectBlocking(socketsOf("pinged"), peers.url("/"));
            await().until(() -> inside.get() == 1);
            RawPeer peer = peers.peers().get(0);
            for (int i = 0; i < 10; i++) {
                peer.send(
                        RawFrame.binary(new byte[64 * 1024]),
                        RawFrame.of(true, RawFrame.PING, ("ping " + i).getBytes(UTF_8)));
            }

            await().until(() -> peer.frames().size() == 10);
            assertThat(peer.frames()).allMatch(frame -> frame.opcode() == RawFrame.PONG);
            assertThat(peer.frames())
                    .extracting(RawFrame::text)
                    .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "ping " + i).toList());

            peer.send(RawFrame.close(4000, "enough"));
            await().until(() -> connection.state() == ConnectionState.CLOSED);
            await().until(() -> peer.frames().size() == 11);
            assertThat(peer.frames().get(10).closeCode()).hasValue(4000);
            assertThat(inside).as("blocked still").hasValue(1);
        }
    }

    /** Waits until a handler of each connection is blocked. */
    private void blockAll() throws Exception {
        for (int i = 0; i < EXTENSIONS; i++) {
            WebSocketService sockets = socketsOf("blocked-" + i);
            for (int j = 0; j < CONNECTIONS_EACH; j++) {
                blocked.add(connectBlocking(sockets, server.url("/")));
            }
        }
        for (WebSocketConnection connection : blocked) {
            get(connection.send("block"));
        }
        await().until(() -> inside.get() == BLOCKED);
    }

    private WebSocketConnection connectBlocking(WebSocketService sockets, String url) {
        return sockets.connect(url, ConnectOptions.defaults().withOnMessage((connection, message) -> {
            if (message instanceof WebSocketMessage.Text text && text.text().equals("block")) {
                inside.incrementAndGet();
                awaitQuietly(release);
                inside.decrementAndGet();
            }
        }));
    }
}
