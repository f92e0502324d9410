package dev.mooring.websocket.itests.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.spi.ConnectPolicy;
import dev.mooring.websocket.spi.ConsentService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** An extension that registers every service of the SPI, with the highest ranking, gains nothing. */
public class HostileExtensionIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final AtomicInteger calls = new AtomicInteger();
    private Extensions extensions;
    private EchoServer server;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                Platform.named(),
                frameworkProperty("dev.mooring.websocket.capability").value("consent"));
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
    public void itsServicesAreNeitherFetchedNorCalled() throws Exception {
        Bundle hostile = attack(extensions.start(Platform.content("hostile"), "test:hostile"));

        WebSocketException refusal = connect(hostile);

        assertThat(refusal.reason()).isEqualTo(Reason.CONSENT_REFUSED);
        assertThat(refusal).hasMessageContaining("has no consent service to ask");
        assertThat(calls).hasValue(0);
        assertThat(server.sessions()).isEmpty();
    }

    @Test
    public void theLogNamesThePropertyThatWouldMakeItsServicesCount() throws Exception {
        LogEntries log = LogEntries.of(context);

        attack(extensions.start(Platform.content("hostile"), "test:hostile"));

        log.await(entry -> entry.contains("ConsentService of hostile")
                && entry.contains("is ignored")
                && entry.contains("dev.mooring.websocket.platform"));
    }

    @Test
    public void thePlatformIsStillTheOneThatIsAsked() throws Exception {
        Bundle hostile = attack(extensions.start(Platform.content("hostile"), "test:hostile"));
        Platform platform = Platform.start(extensions);
        platform.register(ConsentService.class, request -> CompletableFuture.completedStage(false));

        WebSocketException refusal = connect(hostile);

        assertThat(refusal).hasMessageContaining("was refused");
        assertThat(calls).hasValue(0);
    }

    @Test
    public void anotherVersionWithThePlatformsNameIsNotThePlatform() throws Exception {
        Platform.start(extensions);
        Bundle impostor =
                attack(extensions.start(Platform.content("test.platform").withVersion("99.0.0"), "test:impostor"));

        connect(impostor);

        assertThat(calls).hasValue(0);
    }

    @Test
    public void aLocationLikeThePlatformsNameIsNotThePlatform() throws Exception {
        Bundle impostor = attack(extensions.start(Platform.content("impostor"), "test.platform"));

        connect(impostor);

        assertThat(calls).hasValue(0);
    }

    private Bundle attack(Bundle bundle) {
        Platform.register(
                bundle,
                ConsentService.class,
                request -> {
                    calls.incrementAndGet();
                    return CompletableFuture.completedStage(true);
                },
                Integer.MAX_VALUE);
        Platform.register(
                bundle,
                ConnectPolicy.class,
                attempt -> {
                    calls.incrementAndGet();
                    return Optional.empty();
                },
                Integer.MAX_VALUE);
        return bundle;
    }

    private WebSocketException connect(Bundle bundle) throws Exception {
        WebSocketService sockets = Extensions.socketsOf(bundle);
        return failure(
                WebSocketException.class, sockets.connect(server.url("/")).opened());
    }
}
