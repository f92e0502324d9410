package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.support.EchoServer;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Events go through EventAdmin, tell bystanders nothing, and arrive whatever EventAdmin does. */
abstract class EventAdminTest extends ContainerTest {

    @Inject
    private BundleContext context;

    @Inject
    private WebSocketService sockets;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final List<Event> spied = new CopyOnWriteArrayList<>();
    private EchoServer server;
    private ServiceRegistration<EventHandler> bystander;

    @Before
    public void startServer() {
        server = EchoServer.start();
    }

    @After
    public void stopServer() throws Exception {
        if (bystander != null) {
            bystander.unregister();
        }
        for (WebSocketConnection connection : sockets.connections()) {
            get(connection.close());
        }
        server.close();
        eventAdminBundle().start();
    }

    @Test
    public void eachEventOfAConnectionIsOneOnTheBus() throws Exception {
        listen(spied::add);
        WebSocketConnection connection = open();

        sendAndAwait(connection, 100);
        get(connection.close());

        await().until(() -> journal.contains("close 1000"));
        assertThat(spied).as("open, 100 messages, close").hasSize(102);
    }

    @Test
    public void aBystanderLearnsNothing() throws Exception {
        listen(spied::add);
        WebSocketConnection connection = open();
        sendAndAwait(connection, 1);

        Event event = spied.get(0);
        assertThat(event.getTopic()).matches("dev/mooring/websocket/[0-9a-f]{32}");
        assertThat(event.getPropertyNames()).containsExactlyInAnyOrder("event.topics", "ticket");
        Class<?> ticket = event.getProperty("ticket").getClass();
        assertThat(Arrays.stream(ticket.getDeclaredFields()).map(Field::getName))
                .isEmpty();
        assertThat(ticket.getSuperclass()).isEqualTo(Object.class);
    }

    @Test
    public void nobodyButEventAdminGetsTheEventHandler() throws Exception {
        for (String type : List.of(EventHandler.class.getName(), "dev.mooring.websocket.core.connection.Connector")) {
            ServiceReference<?> cores = Arrays.stream(coreBundle().getRegisteredServices())
                    .filter(service -> List.of((String[]) service.getProperty("objectClass"))
                            .contains(type))
                    .findFirst()
                    .orElseThrow();

            assertThat((Object) context.getService(cores)).isNull();
        }
    }

    @Test
    public void aForgedOrReplayedEventIsIgnored() throws Exception {
        listen(spied::add);
        WebSocketConnection connection = open();
        sendAndAwait(connection, 1);
        EventAdmin eventAdmin = context.getService(context.getServiceReference(EventAdmin.class));
        Event real = spied.get(0);

        eventAdmin.sendEvent(real);
        eventAdmin.sendEvent(new Event(real.getTopic(), Map.of("ticket", real.getProperty("ticket"))));
        eventAdmin.sendEvent(new Event(real.getTopic(), Map.of("ticket", "forged")));
        sendAndAwait(connection, 2);

        assertThat(journal).containsExactly("open", "text 0", "text 0", "text 1");
    }

    @Test
    public void aBystanderThatBlocksDelaysMessagesOnlySoLong() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        WebSocketConnection connection = open();
        listen(event -> {
            if (event.getTopic().startsWith("dev/mooring/")) {
                awaitQuietly(release);
            }
        });

        sendAndAwait(connection, 50);

        assertThat(release.getCount()).as("the bystander blocks still").isEqualTo(1);
        assertThat(journal.subList(1, 51)).isEqualTo(texts(50));
        release.countDown();
        sendAndAwait(connection, 50);
    }

    @Test
    public void withoutEventAdminEveryMessageArrivesOnceAndInOrder() throws Exception {
        WebSocketConnection connection = open();
        sendAndAwait(connection, 10);

        eventAdminBundle().stop();
        sendAndAwait(connection, 10);
        eventAdminBundle().start();
        listen(spied::add);
        sendAndAwait(connection, 10);

        await().untilAsserted(
                        () -> assertThat(spied).as("the bus is used again").isNotEmpty());
        assertThat(coreBundle().getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    public void connectingAndClosingNeedNoEventAdmin() throws Exception {
        eventAdminBundle().stop();

        WebSocketConnection connection = open();
        sendAndAwait(connection, 1);
        get(connection.close());

        await().until(() -> journal.contains("close 1000"));
        assertThat(journal).containsExactly("open", "text 0", "close 1000");
    }

    private WebSocketConnection open() throws Exception {
        ConnectOptions options = ConnectOptions.defaults()
                .withOnOpen((connection, event) -> journal.add("open"))
                .withOnMessage((connection, message) -> journal.add("text " + ((WebSocketMessage.Text) message).text()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
        return get(sockets.connect(server.url("/"), options).opened());
    }

    private void sendAndAwait(WebSocketConnection connection, int count) {
        int before = journal.size();
        IntStream.range(0, count).forEach(i -> connection.send("" + i));
        await().until(() -> journal.size() == before + count);
        assertThat(journal.subList(before, before + count)).isEqualTo(texts(count));
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }

    private void listen(EventHandler handler) {
        bystander = context.registerService(
                EventHandler.class,
                handler,
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "dev/mooring/websocket/*")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Bundle eventAdminBundle() {
        return bundle(eventAdminName());
    }

    /** Which EventAdmin this container has. */
    abstract String eventAdminName();

    private Bundle coreBundle() {
        return bundle("dev.mooring.websocket.core");
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
