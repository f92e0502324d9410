package dev.mooring.websocket.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Configuration;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawServer;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Limits, sizes and time-outs can be changed while everything runs. */
public class ConfigurationIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private LogEntries log;
    private Extensions extensions;
    private Bundle bundle;
    private WebSocketService sockets;
    private EchoServer server;
    private RawServer silent;

    @Before
    public void startAll() throws Exception {
        server = EchoServer.start();
        silent = RawServer.silent();
        log = LogEntries.of(context);
        extensions = new Extensions(context);
        bundle = extensions.start("configured");
        sockets = Extensions.socketsOf(bundle);
    }

    @After
    public void stopAll() throws Exception {
        Configuration.delete(context);
        awaitLimit(5);
        extensions.uninstallAll();
        server.close();
        silent.close();
    }

    @Test
    public void theLimitChangesAndNothingIsClosedOrDeactivated() throws Exception {
        WebSocketConnection before = get(sockets.connect(server.url("/")).opened());

        Configuration.set(context, Map.of("maxConnections", 2));
        awaitLimit(2);
        Configuration.set(context, Map.of("maxConnections", 7));
        awaitLimit(7);

        assertThat(before.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(Extensions.socketsOf(bundle)).as("the same service object").isSameAs(sockets);
        assertThat(Core.bundle(context).getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    public void aConfigurationThatIsDeletedGivesTheDefaultsBack() throws Exception {
        Configuration.set(context, Map.of("maxConnections", 1));
        awaitLimit(1);

        Configuration.delete(context);

        awaitLimit(5);
    }

    @Test
    public void aWrongValueIsRefusedByNameAndTheOldOnesStay() throws Exception {
        Configuration.set(context, Map.of("maxConnections", 3));
        awaitLimit(3);

        Configuration.set(context, Map.of("maxConnections", 4, "inboxBytes", -1));

        log.await(entry -> entry.contains("ERROR") && entry.contains("inboxBytes must be from 1024 to"));
        awaitLimit(3);
    }

    @Test
    public void aValueOfTheWrongTypeIsRefusedByName() throws Exception {
        Configuration.set(context, Map.of("maxConnections", 3));
        awaitLimit(3);

        Configuration.set(context, Map.of("maxConnections", "many"));

        log.await(entry -> entry.contains("ERROR") && entry.contains("maxConnections must be a number"));
        awaitLimit(3);
    }

    /** To Declarative Services, everything but "true" is false. */
    @Test
    public void whatIsNeitherTrueNorFalseIsRefusedByName() throws Exception {
        Configuration.set(context, Map.of("maxConnections", 3, "compression", "FALSE"));
        awaitLimit(3);

        Configuration.set(context, Map.of("maxConnections", 4, "compression", "on"));

        log.await(entry -> entry.contains("ERROR") && entry.contains("compression must be true or false"));
        awaitLimit(3);
    }

    @Test
    public void theBoundOfWhatMayWaitToBeSentApplies() throws Exception {
        Configuration.set(context, Map.of("outboxBytes", 1024, "maxConnections", 6));
        awaitLimit(6);
        WebSocketConnection connection = sockets.connect(silent.url("/"));
        connection.send("x".repeat(1000));

        WebSocketException full = failure(WebSocketException.class, connection.send("x".repeat(1000)));

        assertThat(full.reason()).isEqualTo(WebSocketException.Reason.SEND_BUFFER_FULL);
    }

    @Test
    public void nobodyCanTakeTheServiceAwayOrRestartCoreByAConfiguration() throws Exception {
        WebSocketConnection before = get(sockets.connect(server.url("/")).opened());
        String components = "dev.mooring.websocket.core.service.";

        Configuration.set(context, components + "BundleWebSocketService", Map.of("connector.target", "(x=y)"));
        Configuration.set(context, components + "WebSocketPlatform", Map.of("eventAdmin.target", "(x=y)"));
        Configuration.add(context, "dev.mooring.websocket", Map.of("maxConnections", 3));
        awaitLimit(3);

        assertThat(before.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(Extensions.socketsOf(bundle)).isSameAs(sockets);
    }

    @Test
    public void editorsFindADescriptionOfEachField() throws Exception {
        URL metatype = Core.bundle(context)
                .findEntries("OSGI-INF/metatype", "*.xml", false)
                .nextElement();

        String xml = new String(metatype.openStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(xml).contains("pid=\"dev.mooring.websocket\"");
        for (String field : List.of(
                "maxConnections",
                "inboxBytes",
                "outboxBytes",
                "messageBytes",
                "frameBytes",
                "maxHeaders",
                "maxHeaderBytes",
                "closeTimeoutMillis",
                "sendTimeoutMillis",
                "busTimeoutMillis",
                "stopTimeoutMillis")) {
            assertThat(xml).contains("id=\"" + field + "\"");
        }
    }

    /** Asks in the only way that an extension has: by connecting until it is refused. */
    private void awaitLimit(int limit) {
        await().untilAsserted(() -> {
            WebSocketService probe = Extensions.socketsOf(extensions.start("probe-" + System.nanoTime()));
            List<WebSocketConnection> tried = new ArrayList<>();
            do {
                tried.add(probe.connect(silent.url("/")));
            } while (tried.get(tried.size() - 1).state() == ConnectionState.CONNECTING);
            WebSocketException refusal = failure(
                    WebSocketException.class, tried.get(tried.size() - 1).opened());
            tried.forEach(WebSocketConnection::close);
            assertThat(refusal).hasMessageContaining("(max " + limit + " per extension)");
        });
    }
}
