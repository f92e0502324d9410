package dev.mooring.websocket.itests.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Configuration;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawRequest;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.TestAuthority;
import dev.mooring.websocket.platform.ConnectionInfo;
import dev.mooring.websocket.platform.WebSocketAdmin;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.ConnectPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** Redirects are off; where operators turn them on, each hop has to pass all rules, and takes no secret elsewhere. */
public class RedirectIT extends ContainerTest {

    private static final ConnectOptions WITH_SECRETS = ConnectOptions.defaults()
            .withHeader("Authorization", "Bearer secret")
            .withHeader("Cookie", "session=secret")
            .withHeader("X-Api-Key", "secret")
            .withHeader("Origin", "https://ide.example.com")
            .withHeader("User-Agent", "test");

    @Inject
    private BundleContext context;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Extensions extensions;
    private Platform platform;
    private WebSocketService sockets;
    private EchoServer target;

    @Override
    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(), Platform.named(), vmOption("-Djdk.net.hosts.file=" + hostsFile()));
    }

    private static Path hostsFile() {
        try {
            InetAddress thisMachine = InetAddress.getLocalHost();
            return Files.write(
                    Containers.target().resolve("RedirectIT.hosts"),
                    List.of(
                            "127.0.0.1 localhost inside.test",
                            thisMachine.getHostAddress() + " " + thisMachine.getHostName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Before
    public void startAll() throws Exception {
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        sockets = Extensions.socketsOf(extensions.start(Platform.content("redirected"), "test:redirected"));
        target = EchoServer.start();
    }

    @After
    public void stopAll() throws Exception {
        Configuration.delete(context);
        await().until(() -> refusal(307).getMessage().contains("redirects are off"));
        extensions.uninstallAll();
        target.close();
    }

    // ---- off

    @Test
    public void redirectsAreOff() throws Exception {
        WebSocketException failure = refusal(302, target.url("/"));

        assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(302);
        assertThat(failure.httpHeaders()).containsEntry("location", List.of(target.url("/")));
        assertThat(failure)
                .hasMessageContaining("HTTP status 302")
                .hasMessageContaining("redirects are off")
                .hasMessageContaining("maxRedirects");
        assertThat(target.sessions()).isEmpty();
    }

    // ---- on

    @Test
    public void everyKindIsFollowedToARealServer() throws Exception {
        follow(1);
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            for (String scheme : List.of("ws", "HTTP")) {
                String url = scheme + "://127.0.0.1:" + target.port() + "/a%2F//b;c?d=%20+&e";
                try (RawServer first = redirecting(status, url)) {
                    WebSocketConnection connection =
                            get(sockets.connect(first.url("/")).opened());
                    get(connection.send("hello"));
                    get(connection.close());
                }
            }
        }

        assertThat(target.sessions()).hasSize(10).allSatisfy(session -> {
            assertThat(session.request().target()).isEqualTo("/a%2F//b;c?d=%20+&e");
            assertThat(session.request().headers().get("Host")).containsExactly("127.0.0.1:" + target.port());
            assertThat(session.texts()).containsExactly("hello");
        });
    }

    @Test
    public void aSecretStaysWithItsOriginAndGoesAlongWithinIt() throws Exception {
        follow(3);
        try (RawServer first = RawServer.running(peer -> {
            RawRequest request = peer.request().orElseThrow();
            String location = request.target().equals("/deep/one") ? "two?x" : target.url("/elsewhere");
            peer.send(RawAnswer.response(307, "Temporary Redirect", "Location: " + location));
        })) {
            get(sockets.connect(first.url("/deep/one"), WITH_SECRETS).opened());

            assertThat(requests(first)).extracting(RawRequest::target).containsExactly("/deep/one", "/deep/two?x");
            assertThat(requests(first)).allSatisfy(request -> {
                assertThat(request.header("Authorization")).containsExactly("Bearer secret");
                assertThat(request.header("Cookie")).containsExactly("session=secret");
                assertThat(request.header("X-Api-Key")).containsExactly("secret");
            });
            assertThat(requests(first))
                    .extracting(request -> request.header("Sec-WebSocket-Key"))
                    .doesNotHaveDuplicates();
        }
        EchoSession session = target.sessions().get(0);
        assertThat(session.request().headers().toString()).doesNotContain("secret");
        assertThat(session.request().headers())
                .doesNotContainKeys("Authorization", "Cookie", "X-Api-Key")
                .containsEntry("Origin", List.of("https://ide.example.com"))
                .containsEntry("User-Agent", List.of("test"));
    }

    @Test
    public void aSecretDoesNotComeBackEither() throws Exception {
        follow(2);
        List<String> urls = new CopyOnWriteArrayList<>();
        try (RawServer first = RawServer.running(peer -> peer.send(
                        peer.request().orElseThrow().target().equals("/back")
                                ? RawAnswer.upgrade(peer.request().orElseThrow())
                                : RawAnswer.response(302, "Found", "Location: " + urls.get(0))));
                RawServer other = redirecting(302, first.url("/back"))) {
            urls.add(other.url("/"));

            get(sockets.connect(first.url("/"), WITH_SECRETS).opened());

            assertThat(requests(first).get(1).head()).doesNotContain("secret");
            assertThat(requests(other).get(0).head()).doesNotContain("secret");
        }
    }

    @Test
    public void subprotocolsAreNotSentToAnotherOrigin() throws Exception {
        follow(1);
        try (RawServer first = redirecting(302, target.url("/"))) {
            WebSocketException failure = failure(
                    WebSocketException.class,
                    sockets.connect(first.url("/"), ConnectOptions.defaults().withSubprotocols("token.secret"))
                            .opened());

            assertThat(failure).hasMessageContaining("another origin").hasMessageContaining("subprotocols");
            assertThat(target.sessions()).isEmpty();
        }
    }

    @Test
    public void aSecureConnectionIsRedirectedToSecureOnesOnly() throws Exception {
        follow(1);
        SSLContext before = SSLContext.getDefault();
        TestAuthority authority = TestAuthority.create();
        SSLContext.setDefault(authority.trustingContext());
        EchoServerOptions secure = EchoServerOptions.defaults().withTls(authority, "localhost");
        try (EchoServer second = EchoServer.start(secure);
                EchoServer upwards = EchoServer.start(
                        EchoServerOptions.defaults().withRedirect("https://localhost:" + second.port() + "/x"));
                EchoServer across = EchoServer.start(secure.withRedirect("wss://localhost:" + second.port() + "/y"));
                EchoServer down = EchoServer.start(secure.withRedirect(target.url("/")))) {
            get(sockets.connect("ws://localhost:" + upwards.port() + "/redirect")
                    .opened());
            get(sockets.connect("wss://localhost:" + across.port() + "/redirect")
                    .opened());
            WebSocketException failure = failure(
                    WebSocketException.class,
                    sockets.connect("wss://localhost:" + down.port() + "/redirect")
                            .opened());

            assertThat(second.sessions())
                    .extracting(session -> session.request().target())
                    .containsExactly("/x", "/y");
            assertThat(failure).hasMessageContaining("from a secure connection to one that is not");
            assertThat(target.sessions()).isEmpty();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    // ---- each hop passes the rules

    @Test
    public void thePlatformsOwnPortsStayClosed() throws Exception {
        follow(1);
        for (String location : List.of(
                "ws://127.0.0.1:4820/",
                "http://localhost:3200/",
                "//[::1]:4820/x",
                "ws://[::ffff:127.0.0.1]:4820/",
                "ws://inside.test:4820/")) {
            WebSocketException failure = refusal(302, location);

            assertThat(failure.reason()).as(location).isEqualTo(Reason.URL_REFUSED);
            assertThat(failure).hasMessageContaining("reserved for the platform's own services");
        }
    }

    @Test
    public void aPolicyOfThePlatformIsAskedAboutEachHopAndItsAddresses() throws Exception {
        follow(1);
        platform.register(ConnectPolicy.class, new ConnectPolicy() {
            @Override
            public Optional<String> refusal(ConnectAttempt attempt) {
                asked.add(attempt.url().requestTarget() + " " + attempt.headerNames());
                return attempt.url().requestTarget().equals("/forbidden")
                        ? Optional.of("not there.")
                        : Optional.empty();
            }

            @Override
            public Optional<String> refusal(ConnectAttempt attempt, InetAddress address) {
                asked.add(attempt.url().requestTarget() + " " + address.getHostAddress());
                return attempt.url().requestTarget().equals("/far") ? Optional.of("too far.") : Optional.empty();
            }
        });
        try (RawServer first = redirecting(302, target.url("/forbidden"));
                RawServer second = redirecting(302, target.url("/far"))) {
            WebSocketException forbidden = failure(
                    WebSocketException.class,
                    sockets.connect(first.url("/a"), WITH_SECRETS).opened());
            WebSocketException far = failure(
                    WebSocketException.class, sockets.connect(second.url("/b")).opened());

            assertThat(forbidden.reason()).isEqualTo(Reason.POLICY_REFUSED);
            assertThat(forbidden).hasMessageContaining("not there.");
            assertThat(far.reason()).isEqualTo(Reason.POLICY_REFUSED);
            assertThat(far).hasMessageContaining("too far.");
        }
        assertThat(asked).filteredOn(entry -> entry.startsWith("/forbidden")).hasSize(1);
        assertThat(asked.get(2)).startsWith("/forbidden").contains("User-Agent").doesNotContain("Cookie");
        assertThat(asked.subList(3, 7)).containsExactly("/b []", "/b 127.0.0.1", "/far []", "/far 127.0.0.1");
        assertThat(target.sessions()).isEmpty();
    }

    // ---- what leads nowhere

    @Test
    public void aLocationThatIsNone() throws Exception {
        follow(1);
        assertThat(refusal(302)).hasMessageContaining("one Location header");
        assertThat(refusal(302, "")).hasMessageContaining("one Location header");
        assertThat(refusal(302, "/a", "/b")).hasMessageContaining("one Location header");
        for (String location : List.of(
                "ftp://127.0.0.1/",
                "ws://127.0.0.1:99999/",
                "ws://user:pw@127.0.0.1/",
                "ws:///",
                "javascript:alert(1)",
                "/a b",
                "/\u00e9",
                "/#fragment")) {
            WebSocketException failure = refusal(302, location);

            assertThat(failure.reason()).as(location).isEqualTo(Reason.HANDSHAKE);
            assertThat(failure.httpStatus()).hasValue(302);
            assertThat(failure).hasMessageContaining("not followed. This URL can't be used");
        }
    }

    @Test
    public void aCircleAndAWayThatIsTooLong() throws Exception {
        follow(2);
        assertThat(refusal(302, "/self")).hasMessageContaining("circle");
        try (RawServer endless = RawServer.running(peer -> peer.send(RawAnswer.response(
                302, "Found", "Location: " + peer.request().orElseThrow().target() + "x")))) {
            WebSocketException failure = failure(
                    WebSocketException.class, sockets.connect(endless.url("/")).opened());

            assertThat(failure).hasMessageContaining("one redirect more than the 2 that are followed");
            assertThat(endless.peers()).hasSize(3);
            await().until(() -> endless.peers().stream().allMatch(peer -> peer.end() != RawPeer.End.NONE));
        }
    }

    @Test
    public void theDeadlineIsOneForAllHops() throws Exception {
        follow(1);
        try (RawServer silent = RawServer.silent();
                RawServer first = redirecting(302, silent.url("/"))) {
            WebSocketException failure = failure(
                    WebSocketException.class,
                    sockets.connect(
                                    first.url("/"),
                                    ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(500)))
                            .opened());

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            await().until(() -> silent.peers().stream().allMatch(peer -> peer.end() != RawPeer.End.NONE));
        }
    }

    // ---- what operators see

    @Test
    public void theAdministrationSeesWhereItHasLed() throws Exception {
        follow(1);
        WebSocketAdmin admin = platform.get(WebSocketAdmin.class);
        try (RawServer first = redirecting(302, target.url("/?secret"))) {
            WebSocketConnection connection = get(sockets.connect(first.url("/")).opened());

            assertThat(admin.connection(connection.id()).flatMap(ConnectionInfo::endpoint))
                    .hasValue("ws://127.0.0.1:" + target.port());
            get(connection.close());
        }
    }

    private void follow(int max) throws Exception {
        Configuration.set(context, Map.of("maxRedirects", max));
        await().until(() -> !refusal(307).getMessage().contains("redirects are off"));
    }

    private WebSocketException refusal(int status, String... locations) throws Exception {
        try (RawServer server = redirecting(status, locations)) {
            return failure(
                    WebSocketException.class,
                    sockets.connect(server.url("/self")).opened());
        }
    }

    private static RawServer redirecting(int status, String... locations) {
        String[] headers = List.of(locations).stream()
                .map(location -> "Location: " + location)
                .toArray(String[]::new);
        return RawServer.running(peer -> peer.send(RawAnswer.response(status, "Elsewhere", headers)));
    }

    private static List<RawRequest> requests(RawServer server) {
        return server.peers().stream().map(peer -> peer.request().orElseThrow()).toList();
    }
}
