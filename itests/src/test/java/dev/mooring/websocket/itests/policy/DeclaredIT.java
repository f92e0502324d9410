package dev.mooring.websocket.itests.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** Where the platform wants {@code network:ws} declared, only those connect who declare it. */
public class DeclaredIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private Extensions extensions;
    private EchoServer server;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                frameworkProperty("dev.mooring.websocket.capability").value("declared"));
    }

    @Before
    public void startServer() {
        server = EchoServer.start();
        extensions = new Extensions(context);
    }

    @After
    public void stopServer() throws Exception {
        extensions.uninstallAll();
        server.close();
    }

    @Test
    public void oneThatDoesNotIsToldHow() throws Exception {
        WebSocketException refusal = failure(
                WebSocketException.class,
                Extensions.socketsOf(extensions.start("silent"))
                        .connect(server.url("/"))
                        .opened());

        assertThat(refusal.reason()).isEqualTo(Reason.CAPABILITY_MISSING);
        assertThat(refusal)
                .hasMessageContaining("network:ws")
                .hasMessageContaining("resource.json")
                .hasMessageContaining("@RequireWebSocket");
        assertThat(server.sessions()).isEmpty();
    }

    @Test
    public void oneWhoseManifestRequiresItConnects() throws Exception {
        connects(ExtensionBundle.named("manifest")
                .withHeader(
                        "Require-Capability",
                        "dev.mooring.capability;filter:=\"(dev.mooring.capability=network:ws)\""));
    }

    @Test
    public void oneWhoseResourceFileNamesItConnects() throws Exception {
        connects(ExtensionBundle.named("resource")
                .withResource(
                        "resource.json",
                        "{\"id\": \"resource\", \"name\": \"R\", \"version\": \"1.0.0\", \"apiVersion\": 1,"
                                + " \"capabilities\": [\"network:ws\"]}"));
    }

    @Test
    public void anotherCapabilityIsNotThisOne() throws Exception {
        WebSocketException refusal = failure(
                WebSocketException.class,
                Extensions.socketsOf(extensions.start(
                                ExtensionBundle.named("other")
                                        .withResource(
                                                "resource.json",
                                                "{\"id\": \"other\", \"name\": \"O\", \"version\": \"1.0.0\","
                                                        + " \"apiVersion\": 1, \"capabilities\": [\"network:http\"]}"),
                                "test:other"))
                        .connect(server.url("/"))
                        .opened());

        assertThat(refusal.reason()).isEqualTo(Reason.CAPABILITY_MISSING);
    }

    private void connects(ExtensionBundle content) throws Exception {
        get(Extensions.socketsOf(extensions.start(content, "test:declaring"))
                .connect(server.url("/"))
                .opened());
    }
}
