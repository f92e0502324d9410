package dev.mooring.websocket.itests.connecting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.Assume.assumeTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.TestAuthority;
import dev.mooring.websocket.itests.support.Threads;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.platform.UrlPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Nobody reaches this machine's reserved ports, whatever name or address leads there. Names are resolved from a hosts
 * file of this test's own. In place of the platform's service, a server listens on a port that is reserved.
 */
public class UrlPolicyIT extends ContainerTest {

    /** Framework properties; where there is none, the framework asks for a system property of that name. */
    private static final String PORTS = "dev.mooring.websocket.reserved.ports";

    private static final String HOSTS = "dev.mooring.websocket.reserved.hosts";

    private static final String MARKER = "marker";

    @Inject
    private BundleContext context;

    private Bundle core;
    private RawServer platform;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                vmOption("-Djdk.net.hosts.file=" + hostsFile()),
                frameworkProperty(HOSTS).value("*.reserved.test, 192.0.2.9"));
    }

    private static Path hostsFile() {
        try {
            InetAddress thisMachine = InetAddress.getLocalHost();
            return Files.write(
                    Containers.target().resolve("UrlPolicyIT.hosts"),
                    List.of(
                            "127.0.0.1 localhost inside.test secure.test secure.test. other.test",
                            "192.0.2.1 mixed.test",
                            "127.0.0.1 mixed.test",
                            "64:ff9b::7f00:1 nat64.test",
                            "0.0.0.0 unspecified.test",
                            "192.0.2.9 alias.test",
                            thisMachine.getHostAddress() + " " + thisMachine.getHostName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Before
    public void reserveThePortOfAServer() throws BundleException {
        core = Core.bundle(context);
        platform = RawServer.silent();
        restartWith(String.valueOf(platform.port()));
    }

    @After
    public void stopServer() throws BundleException {
        platform.close();
        System.clearProperty(PORTS);
        core.stop();
        core.start();
    }

    private void restartWith(String ports) throws BundleException {
        System.setProperty(PORTS, ports);
        core.stop();
        core.start();
    }

    // ---- what is refused

    @Test
    public void aNameThatResolvesToThisMachine() throws Exception {
        assertRefused("inside.test", "inside.test leads to this machine (127.0.0.1)");
        assertRefused("unspecified.test", "unspecified.test leads to this machine (0.0.0.0)");
        assertRefused("nat64.test", "nat64.test leads to this machine (64:ff9b:");
        assertUntouched();
    }

    @Test
    public void aNameOfWhichOneAddressIsOfThisMachine() throws Exception {
        assertRefused("mixed.test", "mixed.test leads to this machine (127.0.0.1)");
        assertUntouched();
    }

    @Test
    public void anAddressOfThisMachinesInterfaces() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue("The machine has a network", own.isPresent());

        assertRefused(own.get().getHostAddress(), "leads to this machine");
        assertRefused("[64:ff9b::" + own.get().getHostAddress() + "]", "leads to this machine");
    }

    @Test
    public void whatSaysSoByItself() throws Exception {
        assertRefused("localhost", "localhost counts as this machine");
        assertRefused("127.0.0.1", "127.0.0.1 counts as this machine");
        assertRefused("[64:ff9b::7f00:1]", "counts as this machine");
        assertUntouched();
    }

    @Test
    public void whatOperatorsHaveReservedByAFrameworkProperty() throws Exception {
        // This one has no address, which nobody notices: it is refused before it is looked up.
        assertRefused("no-such-host.reserved.test", "counts as this machine");
        assertRefused("alias.test", "alias.test leads to this machine (192.0.2.9)");
    }

    @Test
    public void aBadHeaderIsRefusedBeforeTheNameIsLookedUp() throws Exception {
        ConnectOptions options = ConnectOptions.defaults().withHeader("Host", "example.com");

        WebSocketException failure = failure(
                WebSocketException.class,
                service(WebSocketService.class)
                        .connect("ws://no-such-host.test/", options)
                        .opened());

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_HEADER);
    }

    // ---- what is allowed

    @Test
    public void anotherPortOfTheSameNameIsDialledAndTheServerHearsTheName() throws Exception {
        try (EchoServer server = EchoServer.start()) {
            WebSocketConnection connection = get(service(WebSocketService.class)
                    .connect("ws://Inside.TEST:" + server.port() + "/a?b")
                    .opened());
            get(connection.close());

            assertThat(server.sessions().get(0).request().target()).isEqualTo("/a?b");
            assertThat(server.sessions().get(0).request().headers().get("Host"))
                    .containsExactly("inside.test:" + server.port());
        }
    }

    @Test
    public void theCertificateIsCheckedForTheNameThoughAnAddressIsDialled() throws Exception {
        SSLContext before = SSLContext.getDefault();
        TestAuthority authority = TestAuthority.create();
        SSLContext.setDefault(authority.trustingContext());
        try (EchoServer server = EchoServer.start(EchoServerOptions.defaults().withTls(authority, "secure.test"))) {
            get(get(service(WebSocketService.class)
                            .connect("wss://secure.test:" + server.port() + "/")
                            .opened())
                    .close());

            for (String host : List.of("other.test", "127.0.0.1")) {
                assertThat(refusal("wss://" + host + ":" + server.port() + "/").reason())
                        .as(host)
                        .isEqualTo(Reason.TLS);
            }
            assertThat(server.sessions()).hasSize(1);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    public void theServerIsToldTheNameBeforeItShowsItsCertificate() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            WebSocketConnection connection =
                    service(WebSocketService.class).connect("wss://secure.test.:" + silent.port() + "/");

            await().untilAsserted(() -> assertThat(silent.peers())
                    .anySatisfy(peer ->
                            assertThat(new String(peer.received(), ISO_8859_1)).contains("secure.test")));
            get(connection.close());
            assertThat(new String(silent.peers().get(0).received(), ISO_8859_1)).doesNotContain("secure.test.");
        }
    }

    // ---- for others

    @Test
    public void anotherBundleJudgesUrlsOfHttpWithTheSamePolicy() throws Exception {
        UrlPolicy policy = service(UrlPolicy.class);
        int allowedPort = platform.port() == 8080 ? 8081 : 8080;

        CheckedUrl allowed = policy.check(UrlKind.HTTP, "http://inside.test:" + allowedPort + "/a?b");
        assertThat(get(policy.resolve(allowed, Duration.ofSeconds(30))))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1");

        CheckedUrl inside = policy.check(UrlKind.HTTP, "https://inside.test:" + platform.port() + "/");
        assertThat(failure(WebSocketException.class, policy.resolve(inside, Duration.ofSeconds(30)))
                        .reason())
                .isEqualTo(Reason.URL_REFUSED);
        assertReason(Reason.URL_REFUSED, () -> policy.check(UrlKind.HTTP, "http://localhost:" + platform.port()));
        assertReason(Reason.INVALID_URL, () -> policy.check(UrlKind.HTTP, "ws://example.com/"));
        CheckedUrl unknown = policy.check(UrlKind.HTTP, "http://no-such-host.test/");
        assertThat(failure(WebSocketException.class, policy.resolve(unknown, Duration.ofSeconds(30)))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_HOST);
    }

    @Test
    public void thePolicyOfACoreThatHasStoppedSaysSo() throws Exception {
        UrlPolicy before = service(UrlPolicy.class);
        CheckedUrl url = before.check(UrlKind.HTTP, "http://inside.test/");

        core.stop();

        assertThat(failure(WebSocketException.class, before.resolve(url, Duration.ofSeconds(30)))
                        .reason())
                .isEqualTo(Reason.SERVICE_STOPPED);
        await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());
    }

    // ---- operators' mistakes

    @Test
    public void aPropertyThatCannotBeUnderstoodKeepsCoreDown() throws Exception {
        restartWith("4820,all");

        assertThat(context.getServiceReference(WebSocketService.class)).isNull();
        assertThat(context.getServiceReference(UrlPolicy.class)).isNull();
        assertThat(failuresOfComponents())
                .anySatisfy(failure -> assertThat(failure).contains(PORTS).contains("\"all\" is none"));
        await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());

        restartWith("4820");
        assertThat(service(UrlPolicy.class)).isNotNull();
    }

    private List<String> failuresOfComponents() {
        ServiceComponentRuntime components = service(ServiceComponentRuntime.class);
        return components.getComponentDescriptionDTOs(core).stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(component -> component.failure)
                .toList();
    }

    private static void assertReason(Reason reason, Runnable check) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(check::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void assertRefused(String host, String inWords) throws Exception {
        WebSocketException failure = refusal("ws://" + host + ":" + platform.port() + "/");

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.URL_REFUSED);
        assertThat(failure).hasMessageContaining(inWords);
    }

    private WebSocketException refusal(String url) throws Exception {
        return failure(
                WebSocketException.class,
                service(WebSocketService.class).connect(url).opened());
    }

    /** The first connection that the server sees is this one. */
    private void assertUntouched() throws IOException {
        try (Socket marker = new Socket(InetAddress.getLoopbackAddress(), platform.port())) {
            marker.getOutputStream().write(MARKER.getBytes(US_ASCII));
            await().until(() ->
                    platform.peers().stream().anyMatch(peer -> new String(peer.received(), US_ASCII).equals(MARKER)));
            assertThat(platform.peers()).hasSize(1);
        }
    }

    private <S> S service(Class<S> type) {
        await().until(() -> context.getServiceReference(type) != null);
        return context.getService(context.getServiceReference(type));
    }
}
