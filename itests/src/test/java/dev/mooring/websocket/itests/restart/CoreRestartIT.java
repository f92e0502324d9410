package dev.mooring.websocket.itests.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.Collected;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.Threads;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The core bundle stops and starts under open connections. */
public class CoreRestartIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private EchoServer server;
    private Bundle core;

    @Before
    public void startServer() {
        server = EchoServer.start();
        core = Core.bundle(context);
    }

    @After
    public void stopServer() throws BundleException {
        server.close();
        core.start();
    }

    @Test
    public void ownersSeeAnErrorAndAClose() throws Exception {
        WebSocketConnection open =
                get(service().connect(server.url("/"), journaling()).opened());

        core.stop();

        assertThat(open.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(journal).containsExactly("error SERVICE_STOPPED", "close 1006");
        await().until(() -> server.sessions().get(0).closeCode().isPresent());
        assertThat(server.sessions().get(0).closeCode()).hasValue(1001);
    }

    @Test
    public void aConnectInFlightFails() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            WebSocketConnection connecting = service().connect(silent.url("/"), journaling());
            await().until(() -> !silent.peers().isEmpty());

            core.stop();

            assertThat(failure(WebSocketException.class, connecting.opened()).reason())
                    .isEqualTo(Reason.SERVICE_STOPPED);
            await().until(() -> silent.peers().get(0).end() != RawPeer.End.NONE);
            assertThat(journal).containsExactly("error SERVICE_STOPPED", "close 1006");
        }
    }

    @Test
    public void nothingOfCoreStays() throws Exception {
        List<WebSocketConnection> connections = IntStream.range(0, 5)
                .mapToObj(i -> service().connect(server.url("/"), journaling()))
                .toList();
        for (WebSocketConnection connection : connections) {
            get(connection.opened());
            get(connection.sendJson(List.of("hello")));
        }

        core.stop();

        await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());
        assertThat(core.getRegisteredServices()).isNull();
        assertThat(core.getServicesInUse()).isNull();
        await().until(() -> server.sessions().stream()
                .allMatch(session -> session.closeCode().isPresent()));
        assertThat(server.sessions())
                .hasSize(5)
                .allSatisfy(session -> assertThat(session.closeCode()).hasValue(1001));
    }

    @Test
    public void whenItIsRefreshedItsClassesGo() throws Exception {
        get(service().connect(server.url("/"), journaling()).opened());
        WeakReference<ClassLoader> before =
                new WeakReference<>(core.adapt(BundleWiring.class).getClassLoader());

        core.stop();
        Core.refresh(context, core);
        core.start();

        await().until(() -> Collected.isGone(before));
    }

    @Test
    public void itWorksAgainAndWhatWasTakenBeforeSaysSo() throws Exception {
        WebSocketService before = service();
        get(before.connect(server.url("/"), journaling()).opened());

        core.stop();
        WebSocketConnection refused = before.connect(server.url("/"));
        core.start();

        assertThat(failure(WebSocketException.class, refused.opened()).reason()).isEqualTo(Reason.SERVICE_STOPPED);
        assertThat(failure(
                                WebSocketException.class,
                                before.connect(server.url("/")).opened())
                        .reason())
                .isEqualTo(Reason.SERVICE_STOPPED);
        await().until(() -> context.getServiceReference(WebSocketService.class) != null);
        WebSocketConnection again = get(service().connect(server.url("/")).opened());
        get(again.close());
    }

    @Test
    public void anotherTyrusInTheContextClassLoaderDoesNotDisturb() throws Exception {
        core.stop();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader copy = new URLClassLoader(new URL[] {new URL(core.getLocation())}, null)) {
            assertThat(copy.loadClass("org.glassfish.tyrus.spi.ClientContainer"))
                    .isNotNull();
            Thread.currentThread().setContextClassLoader(copy);

            core.start();
            WebSocketConnection connection =
                    get(service().connect(server.url("/")).opened());

            get(connection.close());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    public void aHandlerThatBlocksDoesNotKeepCore() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        WebSocketConnection connection = get(service().connect(server.url("/")).opened());
        connection.onMessage(message -> {
            journal.add("blocked");
            try {
                never.await();
            } catch (InterruptedException e) {
                journal.add("interrupted");
            }
        });
        connection.send("go");
        await().until(() -> journal.contains("blocked"));

        core.stop();

        await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());
        assertThat(journal).containsExactly("blocked", "interrupted");
    }

    private WebSocketService service() {
        ServiceReference<WebSocketService> reference = context.getServiceReference(WebSocketService.class);
        return context.getService(reference);
    }

    private ConnectOptions journaling() {
        return ConnectOptions.defaults()
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
    }
}
