package dev.mooring.websocket.itests.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.support.Collected;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Whose a connection is depends on whose BundleContext the service came from, and on nothing else. */
public class LeakIT extends ContainerTest {

    @Inject
    private BundleContext context;

    @Inject
    private WebSocketService sockets;

    private EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start();
    }

    @After
    public void cleanUp() throws BundleException {
        Extension.uninstallAll();
        server.close();
    }

    @Test
    public void theServiceOfAnotherBundlesContextIsThatBundles() throws Exception {
        Extension extension = Extension.start(context, Extension.bundle("other", server.url("/")))
                .awaitOpen();
        BundleContext others = extension.bundle().getBundleContext();
        ServiceReference<WebSocketService> reference = others.getServiceReference(WebSocketService.class);

        WebSocketService taken = others.getService(reference);
        WebSocketConnection connection = get(taken.connect(server.url("/")).opened());

        assertThat(connection.id()).isEqualTo("other_ws_1");
        assertThat(taken.connections()).hasSize(2).contains(connection);
        assertThat(sockets.connections()).isEmpty();
        extension.bundle().stop();
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    public void whatWasLeakedIsDeadWhenTheOwnerHasStoppedAndStaysDead() throws Exception {
        Extension extension = Extension.start(context, Extension.bundle("leaking", server.url("/")))
                .awaitOpen();
        WebSocketService service = extension.leakedService();
        WebSocketConnection connection = extension.leakedConnection();

        extension.bundle().stop();
        assertDead(service, connection);

        extension.bundle().start();
        extension.awaitOpen();
        assertDead(service, connection);
        assertThat(extension.leakedConnection().state())
                .as("its new self is alive")
                .isEqualTo(ConnectionState.OPEN);
    }

    private void assertDead(WebSocketService service, WebSocketConnection connection) throws Exception {
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(failure(WebSocketException.class, connection.send("x")).reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(failure(WebSocketException.class, connection.sendJson(List.of()))
                        .reason())
                .isEqualTo(Reason.CLOSED);
        get(connection.close());
        List<String> heard = new CopyOnWriteArrayList<>();
        connection.onMessage(message -> heard.add("message"));
        connection.onClose(event -> heard.add("close"));

        WebSocketConnection refused = service.connect(server.url("/dead"));
        assertThat(failure(WebSocketException.class, refused.opened()).reason()).isEqualTo(Reason.OWNER_STOPPED);
        assertThat(service.connections()).isEmpty();
        assertThat(server.sessions())
                .extracting(session -> session.request().target())
                .doesNotContain("/dead");
        assertThat(heard).isEmpty();
    }

    @Test
    public void whatWasLeakedDoesNotKeepTheExtension() throws Exception {
        Extension extension = Extension.start(context, Extension.bundle("kept", server.url("/")))
                .awaitOpen();
        List<Object> kept = List.of(extension.leakedService(), extension.leakedConnection());
        WeakReference<ClassLoader> classLoader = extension.classLoader();

        extension.bundle().uninstall();

        await().until(() -> Collected.isGone(classLoader));
        assertThat(kept).hasSize(2);
    }

    @Test
    public void whoeverIsOnTheStackOfAConnectIsNotKeptByIt() throws Exception {
        AtomicReference<WebSocketConnection> ours = new AtomicReference<>();
        ServiceRegistration<Runnable> connecting =
                context.registerService(Runnable.class, () -> ours.set(sockets.connect(server.url("/"))), null);
        Extension caller =
                Extension.start(context, ExtensionBundle.named("calling").withActivator(CallingExtension.class));
        get(ours.get().opened());
        WeakReference<ClassLoader> classLoader = caller.classLoader();

        caller.bundle().uninstall();
        connecting.unregister();

        await().until(() -> Collected.isGone(classLoader));
        get(ours.get().send("open still"));
        get(ours.get().close());
    }

    @Test
    public void oneBundleCanNotReachTheConnectionsOfAnother() throws Exception {
        Extension extension = Extension.start(context, Extension.bundle("victim", server.url("/")))
                .awaitOpen();
        WebSocketConnection own = sockets.connect(server.url("/"));
        get(own.opened());
        String self = own.id().substring(0, own.id().lastIndexOf("_ws_"));

        for (String id : List.of("victim_ws_0", "nobody_ws_0")) {
            assertThat(failure(WebSocketException.class, sockets.send(id, "x")))
                    .hasMessage("WebSocket " + id + " is not owned by " + self)
                    .extracting(WebSocketException::reason)
                    .isEqualTo(Reason.NOT_OWNED);
            assertThat(failure(WebSocketException.class, sockets.close(id)))
                    .hasMessage("WebSocket " + id + " is not owned by " + self);
        }
        get(sockets.send(own.id(), "mine"));
        get(sockets.close(own.id()));
        assertThat(extension.leakedConnection().state()).isEqualTo(ConnectionState.OPEN);
    }
}
