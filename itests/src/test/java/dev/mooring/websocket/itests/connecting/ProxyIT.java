package dev.mooring.websocket.itests.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.TestAuthority;
import dev.mooring.websocket.itests.support.TestProxy;
import dev.mooring.websocket.itests.support.Threads;
import dev.mooring.websocket.spi.Challenge;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.ConnectPolicy;
import dev.mooring.websocket.spi.Credentials;
import dev.mooring.websocket.spi.CredentialsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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

/** Through proxies that relay for real, with nothing changed for the extension but what may go wrong. */
public class ProxyIT extends ContainerTest {

    /** Framework properties; where there is none, the framework asks for a system property of that name. */
    private static final String PROXY = "dev.mooring.websocket.proxy";

    private static final String EXCLUSIONS = "dev.mooring.websocket.proxy.exclusions";
    private static final String RESERVED = "dev.mooring.websocket.proxy.reserved.ports";
    private static final String RESERVED_PORTS = "dev.mooring.websocket.reserved.ports";

    private static final ConnectOptions HURRIED = ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(300));

    @Inject
    private BundleContext context;

    private final ProxySelector selectorBefore = ProxySelector.getDefault();
    private final SSLContext tlsBefore = defaultTls();
    private Bundle core;
    private Extensions extensions;
    private EchoServer server;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(), Platform.named(), vmOption("-Djdk.net.hosts.file=" + hostsFile()));
    }

    private static Path hostsFile() {
        try {
            InetAddress thisMachine = InetAddress.getLocalHost();
            return Files.write(
                    Containers.target().resolve("ProxyIT.hosts"),
                    List.of(
                            "127.0.0.1 localhost server.test other.test proxy.test",
                            thisMachine.getHostAddress() + " " + thisMachine.getHostName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Before
    public void startServer() {
        core = Core.bundle(context);
        extensions = new Extensions(context);
        server = EchoServer.start();
    }

    @After
    public void stopAll() throws BundleException {
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
        extensions.uninstallAll();
        server.close();
        ProxySelector.setDefault(selectorBefore);
        SSLContext.setDefault(tlsBefore);
        List.of(PROXY, EXCLUSIONS, RESERVED, RESERVED_PORTS).forEach(System::clearProperty);
        core.stop();
        core.start();
    }

    private void restartWith(String property, String value) throws BundleException {
        System.setProperty(property, value);
        core.stop();
        core.start();
    }

    // ---- through HTTP

    @Test
    public void plainThroughHttp() throws Exception {
        try (TestProxy proxy = TestProxy.http()) {
            // By its name, which core looks up by itself.
            restartWith(PROXY, "http://proxy.test:" + proxy.port());

            assertEchoes("ws://server.test:" + server.port() + "/a?b");

            assertThat(proxy.requests()).containsExactly("CONNECT server.test:" + server.port());
            assertThat(server.sessions().get(0).request().target()).isEqualTo("/a?b");
            assertThat(server.sessions().get(0).request().headers().get("Host"))
                    .containsExactly("server.test:" + server.port());
        }
    }

    @Test
    public void secureThroughHttpWithTheCertificateCheckedForTheServer() throws Exception {
        TestAuthority authority = TestAuthority.create();
        SSLContext.setDefault(authority.trustingContext());
        try (TestProxy proxy = TestProxy.http();
                EchoServer secure =
                        EchoServer.start(EchoServerOptions.defaults().withTls(authority, "server.test"))) {
            restartWith(PROXY, "http://127.0.0.1:" + proxy.port());

            assertEchoes("wss://server.test:" + secure.port() + "/");
            assertThat(refusal("wss://other.test:" + secure.port() + "/").reason())
                    .isEqualTo(Reason.TLS);

            assertThat(proxy.requests())
                    .containsExactly("CONNECT server.test:" + secure.port(), "CONNECT other.test:" + secure.port());
        }
    }

    @Test
    public void thePlatformIsAskedForThePasswordWhichTheServerNeverSees() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (TestProxy proxy = TestProxy.http("me", "s\u00e9cret")) {
            restartWith(PROXY, "http://127.0.0.1:" + proxy.port());
            Platform.start(extensions).register(CredentialsService.class, challenge -> {
                asked.add(inWords(challenge));
                return Optional.of(new Credentials("me", "s\u00e9cret"));
            });

            assertEchoes("ws://server.test:" + server.port() + "/");

            assertThat(asked)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("PROXY 127.0.0.1:" + proxy.port() + " plain test PAXEXAM");
            assertThat(proxy.requests()).hasSize(2);
            assertThat(server.sessions().get(0).request().headers().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("proxy"));
        }
    }

    private static String inWords(Challenge challenge) {
        return challenge.challenger() + " " + challenge.host() + ":" + challenge.port()
                + (challenge.isSecure() ? " secure " : " plain ")
                + challenge.realm().orElse("-") + " "
                + challenge.extensionId();
    }

    @Test
    public void aWrongPasswordIsToldWithoutIt() throws Exception {
        LogEntries log = LogEntries.of(context);
        try (TestProxy http = TestProxy.http("me", "right");
                TestProxy socks = TestProxy.socks("me", "right")) {
            for (String proxy : List.of("http://127.0.0.1:" + http.port(), "socks5://127.0.0.1:" + socks.port())) {
                restartWith(PROXY, proxy);
                Platform platform = Platform.start(extensions);
                platform.register(CredentialsService.class, challenge -> Optional.of(new Credentials("me", "wr0ng")));

                WebSocketException failure = refusal("ws://server.test:" + server.port() + "/");

                assertThat(failure.reason()).isEqualTo(Reason.PROXY_FAILED);
                assertThat(failure)
                        .hasMessageContaining("does not accept the user name and password")
                        .hasMessageNotContaining("wr0ng");
                extensions.uninstallAll();
            }
        }
        assertThat(server.sessions()).isEmpty();
        assertThat(log.messages()).noneMatch(message -> message.contains("wr0ng"));
    }

    @Test
    public void credentialsOfStrangersAreNotAskedFor() throws Exception {
        try (TestProxy proxy = TestProxy.http("me", "secret")) {
            restartWith(PROXY, "http://127.0.0.1:" + proxy.port());
            Bundle stranger = extensions.start(Platform.content("stranger"), "test:stranger");
            List<Challenge> asked = new CopyOnWriteArrayList<>();
            Platform.register(
                    stranger,
                    CredentialsService.class,
                    challenge -> {
                        asked.add(challenge);
                        return Optional.of(new Credentials("me", "secret"));
                    },
                    0);

            assertThat(refusal("ws://server.test:" + server.port() + "/"))
                    .hasMessageContaining("no CredentialsService of the platform knows them");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    public void aServiceThatThinksForTooLongIsInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TestProxy proxy = TestProxy.http("me", "secret")) {
            restartWith(PROXY, "http://127.0.0.1:" + proxy.port());
            Platform.start(extensions).register(CredentialsService.class, challenge -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Too late for any answer.
                }
                return Optional.empty();
            });

            WebSocketException failure = refusal("ws://server.test:" + server.port() + "/", HURRIED);

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure).hasMessageNotContaining("has not answered");
        }
    }

    @Test
    public void aProxyThatCanNotConnectSaysSo() throws Exception {
        int port = server.port();
        server.close();
        try (TestProxy http = TestProxy.http();
                TestProxy socks = TestProxy.socks()) {
            restartWith(PROXY, "http://127.0.0.1:" + http.port());
            assertThat(refusal("ws://server.test:" + port + "/"))
                    .hasMessageContaining("can't connect to server.test:" + port + " (HTTP status 502)");

            restartWith(PROXY, "socks5h://127.0.0.1:" + socks.port());
            assertThat(refusal("ws://server.test:" + port + "/"))
                    .hasMessageContaining("server.test: connection refused");
        }
    }

    // ---- through SOCKS

    @Test
    public void throughSocksWithTheNameOrWithTheAddressThatWasJudged() throws Exception {
        List<InetAddress> judged = new CopyOnWriteArrayList<>();
        try (TestProxy proxy = TestProxy.socks()) {
            restartWith(PROXY, "socks5://127.0.0.1:" + proxy.port());
            Platform.start(extensions).register(ConnectPolicy.class, recording(judged));

            assertEchoes("ws://server.test:" + server.port() + "/");

            assertThat(proxy.requests()).containsExactly("127.0.0.1:" + server.port());
            assertThat(judged).extracting(InetAddress::getHostAddress).containsExactly("127.0.0.1");

            restartWith(PROXY, "socks5h://127.0.0.1:" + proxy.port());

            assertEchoes("ws://server.test:" + server.port() + "/");

            assertThat(proxy.requests()).containsExactly("127.0.0.1:" + server.port(), "server.test:" + server.port());
            assertThat(judged).hasSize(1);
        }
    }

    private static ConnectPolicy recording(List<InetAddress> judged) {
        return new ConnectPolicy() {
            @Override
            public Optional<String> refusal(ConnectAttempt attempt) {
                return Optional.empty();
            }

            @Override
            public Optional<String> refusal(ConnectAttempt attempt, InetAddress address) {
                judged.add(address);
                return Optional.empty();
            }
        };
    }

    @Test
    public void secureThroughSocksWithAPassword() throws Exception {
        TestAuthority authority = TestAuthority.create();
        SSLContext.setDefault(authority.trustingContext());
        try (TestProxy proxy = TestProxy.socks("me", "secret");
                EchoServer secure =
                        EchoServer.start(EchoServerOptions.defaults().withTls(authority, "server.test"))) {
            restartWith(PROXY, "socks5h://127.0.0.1:" + proxy.port());
            Platform.start(extensions)
                    .register(CredentialsService.class, challenge -> Optional.of(new Credentials("me", "secret")));

            assertEchoes("wss://server.test:" + secure.port() + "/");

            assertThat(proxy.requests()).containsExactly("server.test:" + secure.port());
        }
    }

    // ---- not through a proxy

    @Test
    public void whatIsExcludedAndWhatNamesThisMachineGoesDirectly() throws Exception {
        try (TestProxy proxy = TestProxy.http()) {
            System.setProperty(EXCLUSIONS, "*.elsewhere.test, server.test");
            restartWith(PROXY, "http://127.0.0.1:" + proxy.port());

            assertEchoes("ws://server.test:" + server.port() + "/");
            assertEchoes("ws://localhost:" + server.port() + "/");
            assertEchoes("ws://127.0.0.1:" + server.port() + "/");
            assertThat(proxy.requests()).isEmpty();

            assertEchoes("ws://other.test:" + server.port() + "/");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    public void aReservedPortIsRefusedForEveryHostWhereTheProxyResolves() throws Exception {
        System.setProperty(RESERVED_PORTS, String.valueOf(server.port()));
        try (TestProxy http = TestProxy.http();
                TestProxy socks = TestProxy.socks()) {
            for (String proxy : List.of("http://127.0.0.1:" + http.port(), "socks5h://127.0.0.1:" + socks.port())) {
                restartWith(PROXY, proxy);
                for (String host : List.of("server.test", "no-such-host.test", "192.0.2.1")) {
                    WebSocketException refusal = refusal("ws://" + host + ":" + server.port() + "/");

                    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(Reason.URL_REFUSED);
                    assertThat(refusal)
                            .hasMessageContaining("where a proxy looks names up")
                            .hasMessageContaining(RESERVED);
                }
            }
            // Here it is core that resolves, and the same name is refused for where it leads.
            restartWith(PROXY, "socks5://127.0.0.1:" + socks.port());
            assertThat(refusal("ws://server.test:" + server.port() + "/"))
                    .hasMessageContaining("server.test leads to this machine (127.0.0.1)");
            assertThat(http.requests()).isEmpty();
            assertThat(socks.requests()).isEmpty();

            System.setProperty(RESERVED, "allow");
            restartWith(PROXY, "http://127.0.0.1:" + http.port());
            assertEchoes("ws://server.test:" + server.port() + "/");
            assertThat(http.requests()).hasSize(1);
        }
    }

    // ---- the JVM's selector

    @Test
    public void theSelectorIsAskedAndItsListTriedInOrder() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        List<Proxy> chosen = new ArrayList<>();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                told.add("select " + uri);
                return chosen;
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                told.add("failed " + address);
            }
        });
        restartWith(PROXY, "system");
        TestProxy gone = TestProxy.http();
        gone.close();
        try (TestProxy http = TestProxy.http();
                TestProxy socks = TestProxy.socks()) {
            InetSocketAddress dead = InetSocketAddress.createUnresolved("proxy.test", gone.port());
            chosen.add(new Proxy(Proxy.Type.HTTP, dead));
            chosen.add(
                    new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), socks.port())));
            assertEchoes("ws://server.test:" + server.port() + "/secret");
            assertThat(told).containsExactly("select http://server.test:" + server.port() + "/", "failed " + dead);
            assertThat(socks.requests()).containsExactly("127.0.0.1:" + server.port());

            chosen.set(1, Proxy.NO_PROXY);
            assertEchoes("ws://server.test:" + server.port() + "/");
            assertThat(socks.requests()).hasSize(1);

            chosen.set(
                    0,
                    new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), http.port())));
            assertEchoes("ws://server.test:" + server.port() + "/");
            assertThat(http.requests()).containsExactly("CONNECT server.test:" + server.port());
        }
    }

    // ---- what goes wrong

    @Test
    public void aProxyThatIsGone() throws Exception {
        TestProxy gone = TestProxy.http();
        gone.close();
        restartWith(PROXY, "http://proxy.test:" + gone.port());

        WebSocketException failure = refusal("ws://server.test:" + server.port() + "/");

        assertThat(failure.reason()).isEqualTo(Reason.PROXY_FAILED);
        assertThat(failure)
                .hasMessageContaining("the proxy proxy.test:" + gone.port() + " can't be reached: 127.0.0.1:");

        restartWith(PROXY, "socks5h://no-such-proxy.test:1");
        assertThat(refusal("ws://server.test:" + server.port() + "/")).hasMessageContaining("its name is unknown");
    }

    @Test
    public void aProxyThatIsSilentUntilTheDeadline() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            for (String scheme : List.of("http", "socks5", "socks5h")) {
                restartWith(PROXY, scheme + "://127.0.0.1:" + silent.port());

                WebSocketException failure = refusal("ws://server.test:" + server.port() + "/", HURRIED);

                assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
                assertThat(failure)
                        .hasMessageContaining("300 ms. The proxy 127.0.0.1:" + silent.port() + " has not answered.");
            }
            await().until(() -> silent.peers().stream().allMatch(peer -> peer.end() != RawPeer.End.NONE));
        }
    }

    @Test
    public void anOwnerThatChangesItsMindWhileTheProxyIsSilent() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            for (String scheme : List.of("http", "socks5", "socks5h")) {
                restartWith(PROXY, scheme + "://127.0.0.1:" + silent.port());
                int before = silent.peers().size();
                WebSocketConnection connection = sockets().connect("ws://server.test:" + server.port() + "/");
                await().until(() -> silent.peers().size() > before);

                get(connection.close());

                assertThat(failure(WebSocketException.class, connection.opened())
                                .reason())
                        .isEqualTo(Reason.CANCELLED);
                await().until(() -> silent.peers().get(before).end() != RawPeer.End.NONE);
                await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
            }
        }
    }

    @Test
    public void coreStopsWhileTheProxyIsSilent() throws Exception {
        try (RawServer silent = RawServer.silent()) {
            restartWith(PROXY, "http://127.0.0.1:" + silent.port());
            sockets().connect("ws://server.test:" + server.port() + "/");
            await().until(() -> !silent.peers().isEmpty());

            core.stop();

            await().until(() -> silent.peers().get(0).end() != RawPeer.End.NONE);
            await().untilAsserted(() -> assertThat(Threads.named(Core.THREADS)).isEmpty());
        }
    }

    @Test
    public void aPropertyThatCannotBeUnderstoodKeepsCoreDown() throws Exception {
        restartWith(PROXY, "http://me:secret@proxy.test:3128");
        assertThat(context.getServiceReference(WebSocketService.class)).isNull();

        System.clearProperty(PROXY);
        restartWith(EXCLUSIONS, "10.0.0.0/8");
        assertThat(context.getServiceReference(WebSocketService.class)).isNull();

        System.clearProperty(EXCLUSIONS);
        restartWith(RESERVED, "maybe");
        assertThat(context.getServiceReference(WebSocketService.class)).isNull();
    }

    // ----

    private WebSocketService sockets() {
        await().until(() -> context.getServiceReference(WebSocketService.class) != null);
        return context.getService(context.getServiceReference(WebSocketService.class));
    }

    private void assertEchoes(String url) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        WebSocketConnection connection = sockets().connect(url);
        connection.onText(received::add);
        get(connection.opened());
        get(connection.send("hello"));
        await().until(() -> received.equals(List.of("hello")));
        get(connection.close());
    }

    private WebSocketException refusal(String url) throws Exception {
        return refusal(url, ConnectOptions.defaults());
    }

    private WebSocketException refusal(String url, ConnectOptions options) throws Exception {
        return failure(WebSocketException.class, sockets().connect(url, options).opened());
    }
}
