package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.CloseEvent;
import dev.mooring.websocket.OpenEvent;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketEvent;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** An extension listens on the bus itself, and opens the tickets of its own connections. */
public class OwnEventHandlerIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<EventHandler>> registrations = new ArrayList<>();
    private Extensions extensions;
    private Bundle bundle;
    private WebSocketService sockets;
    private EchoServer server;

    @Before
    public void startAll() throws Exception {
        server = EchoServer.start();
        extensions = new Extensions(context);
        bundle = extensions.start("listening");
        sockets = Extensions.socketsOf(bundle);
    }

    @After
    public void stopAll() throws Exception {
        registrations.forEach(ServiceRegistration::unregister);
        extensions.uninstallAll();
        server.close();
    }

    @Test
    public void aHandlerRegisteredBeforeMissesNothing() throws Exception {
        CompletableFuture<WebSocketConnection> mine = new CompletableFuture<>();
        listen("dev/mooring/websocket/*", event -> redeem(mine.join(), event).ifPresent(this::note));
        WebSocketConnection connection = sockets.connect(server.url("/"));
        mine.complete(connection);
        connection.topic();

        IntStream.range(0, 50).forEach(i -> connection.send("" + i));
        await().until(() -> journal.size() == 51);
        get(connection.close());

        await().until(() -> journal.size() == 52);
        assertThat(journal).first().isEqualTo("open");
        assertThat(journal.subList(1, 51))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "" + i).toList());
        assertThat(journal).last().isEqualTo("close 1000");
    }

    @Test
    public void aHandlerForTheTopicThatIsRegisteredWhenItOpensMissesNoMessage() throws Exception {
        WebSocketConnection connection = sockets.connect(server.url("/"));
        connection.onOpen(open ->
                listen(connection.topic(), event -> redeem(connection, event).ifPresent(this::note)));

        IntStream.range(0, 50).forEach(i -> connection.send("" + i));

        await().until(() -> journal.size() == 50);
        assertThat(journal)
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "" + i).toList());
    }

    @Test
    public void aTicketOfAnotherConnectionOpensNothing() throws Exception {
        WebSocketConnection mine = get(sockets.connect(server.url("/")).opened());
        List<Optional<WebSocketEvent>> redeemed = new CopyOnWriteArrayList<>();
        listen("dev/mooring/websocket/*", event -> redeemed.add(redeem(mine, event)));
        WebSocketConnection theirs = get(Extensions.socketsOf(extensions.start("other"))
                .connect(server.url("/"))
                .opened());
        List<Object> received = new CopyOnWriteArrayList<>();
        theirs.onMessage(received::add);

        theirs.send("secret");

        await().until(() -> received.size() == 1);
        assertThat(redeemed).isNotEmpty().allMatch(Optional::isEmpty);
        assertThat(mine.topic()).isNotEqualTo(theirs.topic());
    }

    @Test
    public void aTicketOpensNothingOnceItHasBeenDelivered() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());
        List<Event> kept = new CopyOnWriteArrayList<>();
        listen(connection.topic(), kept::add);
        List<Object> received = new CopyOnWriteArrayList<>();
        connection.onMessage(received::add);

        connection.send("once");

        await().until(() -> received.size() == 1);
        assertThat(redeem(connection, kept.get(0))).isEmpty();
        assertThat(connection.redeem("forged")).isEmpty();
    }

    private static Optional<WebSocketEvent> redeem(WebSocketConnection connection, Event event) {
        return connection.redeem(event.getProperty("ticket"));
    }

    private void note(WebSocketEvent event) {
        if (event instanceof WebSocketMessage.Text text) {
            journal.add(text.text());
        } else if (event instanceof OpenEvent) {
            journal.add("open");
        } else if (event instanceof CloseEvent close) {
            journal.add("close " + close.code());
        } else {
            journal.add("" + event);
        }
    }

    private void listen(String topic, EventHandler handler) {
        registrations.add(bundle.getBundleContext()
                .registerService(
                        EventHandler.class,
                        handler,
                        FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, topic))));
    }
}
