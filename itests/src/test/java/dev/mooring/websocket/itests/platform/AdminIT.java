package dev.mooring.websocket.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.platform.ConnectionChange;
import dev.mooring.websocket.platform.ConnectionInfo;
import dev.mooring.websocket.platform.WebSocketAdmin;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The platform sees and bounds what extensions do. */
public class AdminIT extends ContainerTest {

    @Inject
    private BundleContext context;

    /** A new one for each test: ids are never used twice. */
    private final String chat = "chat-" + System.nanoTime();

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private Extensions extensions;
    private Platform platform;
    private WebSocketAdmin admin;
    private EchoServer server;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), Platform.named());
    }

    @Before
    public void startAll() throws Exception {
        server = EchoServer.start(EchoServerOptions.defaults().withSubprotocols("chat-v2"));
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        admin = platform.get(WebSocketAdmin.class);
    }

    @After
    public void stopAll() throws Exception {
        extensions.uninstallAll();
        server.close();
    }

    @Test
    public void itListsTheConnectionsOfAllExtensions() throws Exception {
        Bundle bundle = extensions.start(chat);
        open(Extensions.socketsOf(bundle));
        open(Extensions.socketsOf(extensions.start("another")));
        open(Extensions.socketsOf(bundle));

        assertThat(admin.connections().stream().map(ConnectionInfo::connectionId))
                .containsExactly("another_ws_0", chat + "_ws_0", chat + "_ws_1");
        ConnectionInfo info = admin.connection(chat + "_ws_1").orElseThrow();
        assertThat(info.extensionId()).isEqualTo(chat);
        assertThat(info.bundleId()).isEqualTo(bundle.getBundleId());
        assertThat(info.location()).isEqualTo("test:" + chat);
        assertThat(info.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(info.subprotocol()).hasValue("chat-v2");
        assertThat(info.bufferedAmount()).isZero();
        assertThat(info.discardedMessages()).isZero();
        assertThat(info.goesRoundEventAdmin()).isFalse();
        assertThat(info.endpoint().orElseThrow())
                .as("no path, no query: they may be secrets")
                .isEqualTo(server.url("/").replaceAll("/$", ""));
    }

    @Test
    public void itClosesAConnectionAndSaysWhyToItsOwner() throws Exception {
        WebSocketConnection connection = open(Extensions.socketsOf(extensions.start(chat)));
        List<String> heard = new CopyOnWriteArrayList<>();
        connection.onError(
                event -> heard.add(event.error().reason() + " " + event.error().getMessage()));
        connection.onClose(event -> heard.add("close " + event.code()));

        assertThat(admin.close(chat + "_ws_0", "too chatty.")).isTrue();

        await().until(() -> heard.size() == 2);
        assertThat(heard)
                .containsExactly(
                        Reason.CLOSED_BY_PLATFORM + " The platform has closed this connection: too chatty.",
                        "close 1006");
        EchoSession session = server.sessions().get(0);
        await().until(() -> !session.isOpen());
        assertThat(session.closeCode()).hasValue(1001);
        assertThat(admin.connections()).isEmpty();
        assertThat(admin.close(chat + "_ws_0", "again.")).isFalse();
    }

    @Test
    public void itClosesAllOfAnExtensionAndNoOthers() throws Exception {
        WebSocketService its = Extensions.socketsOf(extensions.start(chat));
        WebSocketService other = Extensions.socketsOf(extensions.start("other"));
        open(its);
        open(its);
        WebSocketConnection untouched = open(other);

        assertThat(admin.closeAll(chat, "maintenance.")).isEqualTo(2);

        assertThat(its.connections()).isEmpty();
        assertThat(untouched.state()).isEqualTo(ConnectionState.OPEN);
        open(its);
    }

    @Test
    public void itWatchesConnectionsComeAndGo() throws Exception {
        admin.watch(this::note);
        Bundle bundle = extensions.start(chat);
        WebSocketService sockets = Extensions.socketsOf(bundle);
        WebSocketConnection connection = open(sockets);
        get(connection.close());
        sockets.connect("http://refused/");
        open(sockets);
        bundle.stop();

        await().until(() -> changes.size() == 8);
        assertThat(of(chat + "_ws_0")).containsExactly("REQUESTED", "OPENED", "CLOSED");
        assertThat(of(chat + "_ws_1")).containsExactly("REQUESTED", "CLOSED INVALID_URL");
        assertThat(of(chat + "_ws_2"))
                .as("closes that the stop itself causes are seen here")
                .containsExactly("REQUESTED", "OPENED", "CLOSED OWNER_STOPPED");
    }

    @Test
    public void aWatchThatIsEndedHearsNoMore() throws Exception {
        List<ConnectionChange> unheard = new CopyOnWriteArrayList<>();
        Subscription watch = admin.watch(unheard::add);
        watch.close();
        admin.watch(this::note);

        open(Extensions.socketsOf(extensions.start(chat)));

        await().until(() -> changes.size() == 2);
        assertThat(unheard).isEmpty();
    }

    @Test
    public void aWatchEndsWithTheBundleThatWatches() throws Exception {
        List<ConnectionChange> unheard = new CopyOnWriteArrayList<>();
        admin.watch(unheard::add);
        platform.bundle().stop();
        platform.bundle().start();
        platform.get(WebSocketAdmin.class).watch(this::note);

        open(Extensions.socketsOf(extensions.start(chat)));

        await().until(() -> changes.size() == 2);
        assertThat(unheard).isEmpty();
    }

    @Test
    public void aWatcherThatThrowsOrBlocksHarmsNobody() throws Exception {
        Object never = new Object();
        admin.watch(change -> {
            throw new IllegalStateException("on purpose");
        });
        admin.watch(change -> {
            synchronized (never) {
                waitForEver(never);
            }
        });
        admin.watch(this::note);

        open(Extensions.socketsOf(extensions.start(chat)));

        await().until(() -> changes.size() == 2);
    }

    @Test
    public void itSeesWhatGoesRoundEventAdminAndWhatIsDiscarded() throws Exception {
        WebSocketConnection connection = open(Extensions.socketsOf(extensions.start(chat)));
        long before = admin.dispatch().deliveriesRoundEventAdmin();
        Bundle eventAdmin = Core.named(context, "org.apache.felix.eventadmin");
        eventAdmin.stop();
        try {
            List<Object> received = new CopyOnWriteArrayList<>();
            Subscription subscription = connection.onMessage(received::add);
            get(connection.send("hello"));
            await().until(() -> received.size() == 1);
            subscription.close();

            assertThat(admin.dispatch().deliveriesRoundEventAdmin()).isEqualTo(before + 1);
            assertThat(admin.dispatch().connectionsRoundEventAdmin()).isEqualTo(1);
            assertThat(admin.connection(chat + "_ws_0").orElseThrow().goesRoundEventAdmin())
                    .isTrue();
        } finally {
            eventAdmin.start();
        }

        WebSocketConnection sendOnly = open(Extensions.socketsOf(extensions.start("send-only")));
        String large = "x".repeat(300_000);
        for (int i = 0; i < 4; i++) {
            get(sendOnly.send(large));
        }

        await().until(() -> admin.connection("send-only_ws_0").orElseThrow().discardedMessages() > 0);
        assertThat(admin.dispatch().discardedMessages()).isPositive();
    }

    private void note(ConnectionChange change) {
        changes.add(change.connection().connectionId() + " " + change.kind()
                + change.failure().map(failure -> " " + failure.reason()).orElse(""));
    }

    private List<String> of(String id) {
        return changes.stream()
                .filter(change -> change.startsWith(id))
                .map(change -> change.substring(id.length() + 1))
                .collect(Collectors.toList());
    }

    private WebSocketConnection open(WebSocketService sockets) throws Exception {
        return get(sockets.connect(server.url("/"), ConnectOptions.defaults().withSubprotocols("chat-v2"))
                .opened());
    }

    private static void waitForEver(Object monitor) {
        try {
            while (true) {
                monitor.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
