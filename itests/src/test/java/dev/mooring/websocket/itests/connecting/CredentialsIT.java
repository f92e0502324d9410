package dev.mooring.websocket.itests.connecting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Configuration;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.spi.Challenge;
import dev.mooring.websocket.spi.Credentials;
import dev.mooring.websocket.spi.CredentialsService;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A server that demands credentials is answered with the platform's, by nobody else's, and nowhere else. */
public class CredentialsIT extends ContainerTest {

    private static final String BASIC = "WWW-Authenticate: Basic realm=\"a, \\\"b\\\"\"";
    private static final String BASIC_UTF8 = BASIC + ", charset=\"UTF-8\"";
    private static final Credentials RIGHT = new Credentials("anna", "pass\u00e9");

    @Inject
    private BundleContext context;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Extensions extensions;
    private Platform platform;
    private Bundle extension;
    private WebSocketService sockets;

    @Override
    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), Platform.named());
    }

    @Before
    public void startAll() throws Exception {
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        extension = extensions.start(Platform.content("chat"), "test:chat");
        sockets = Extensions.socketsOf(extension);
    }

    @After
    public void stopAll() throws Exception {
        extensions.uninstallAll();
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    @Test
    public void theRightOnesOpenTheConnection() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(RIGHT)));
        try (RawServer server = demanding(BASIC)) {
            get(sockets.connect(server.url("/a?b")).opened());

            assertThat(asked).containsExactly("SERVER 127.0.0.1 " + server.port() + " plain Optional[a, \"b\"] chat");
            assertThat(authorizations(server)).containsExactly(List.of(), List.of(basic(RIGHT, ISO_8859_1)));
            assertThat(server.peers())
                    .extracting(peer -> peer.request().orElseThrow().header("Sec-WebSocket-Key"))
                    .doesNotHaveDuplicates();
            await().until(() -> server.peers().get(0).end() != RawPeer.End.NONE);
        }
    }

    @Test
    public void whoReadsUtf8IsAnsweredInIt() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(RIGHT)));
        try (RawServer server = demanding("WWW-Authenticate: Negotiate, Digest realm=\"Basic\"", BASIC_UTF8)) {
            get(sockets.connect(server.url("/")).opened());

            assertThat(authorizations(server)).contains(List.of(basic(RIGHT, UTF_8)));
        }
    }

    @Test
    public void theWrongOnesAreTriedOnce() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(new Credentials("anna", "wrong"))));
        try (RawServer server = demanding(BASIC)) {
            WebSocketException failure = refusal(server, ConnectOptions.defaults());

            assertThat(failure).hasMessageContaining("does not accept the credentials");
            assertThat(failure.getMessage()).doesNotContain("wrong", "anna");
            assertThat(asked).hasSize(1);
            assertThat(server.peers()).hasSize(2);
        }
    }

    @Test
    public void withoutAnAnswerTheRefusalIsTheServers() throws Exception {
        try (RawServer server = demanding(BASIC)) {
            assertThat(refusal(server, ConnectOptions.defaults())).hasMessageContaining("the platform has none");
            platform.register(CredentialsService.class, answering(Optional.empty()));
            assertThat(refusal(server, ConnectOptions.defaults())).hasMessageContaining("the platform has none");

            assertThat(asked).hasSize(1);
            assertThat(server.peers()).hasSize(2);
        }
    }

    @Test
    public void whoThrowsOrHasNoneIsPassedOver() throws Exception {
        LogEntries log = LogEntries.of(context);
        Platform.register(platform.bundle(), CredentialsService.class, answering(Optional.of(RIGHT)), 1);
        Platform.register(platform.bundle(), CredentialsService.class, answering(Optional.empty()), 2);
        Platform.register(
                platform.bundle(),
                CredentialsService.class,
                challenge -> {
                    throw new IllegalStateException("on purpose");
                },
                3);
        try (RawServer server = demanding(BASIC)) {
            get(sockets.connect(server.url("/")).opened());
        }

        assertThat(asked).hasSize(2);
        log.await(entry -> entry.contains("CredentialsService failed"));
    }

    @Test
    public void aStrangersServiceIsNeitherFetchedNorCalled() throws Exception {
        LogEntries log = LogEntries.of(context);
        Platform.register(extension, CredentialsService.class, answering(Optional.of(RIGHT)), Integer.MAX_VALUE);
        try (RawServer server = demanding(BASIC)) {
            assertThat(refusal(server, ConnectOptions.defaults())).hasMessageContaining("the platform has none");
        }

        assertThat(asked).isEmpty();
        log.await(entry -> entry.contains("CredentialsService of chat") && entry.contains("is ignored"));
    }

    @Test
    public void anExtensionWithCredentialsOfItsOwnIsLeftToItself() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(RIGHT)));
        ConnectOptions own = ConnectOptions.defaults().withHeader("AUTHORIZATION", "Bearer own");
        try (RawServer server = demanding(BASIC)) {
            WebSocketException failure = refusal(server, own);

            assertThat(failure.httpHeaders()).containsKey("www-authenticate");
            assertThat(authorizations(server)).containsExactly(List.of("Bearer own"));
            assertThat(asked).isEmpty();
        }
    }

    @Test
    public void aDemandThatCanNotBeMet() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(RIGHT)));
        try (RawServer digest = demanding("WWW-Authenticate: Digest realm=\"a\", nonce=\"b\", Bearer");
                RawServer none = demanding("X: 1");
                RawServer unreadable = demanding("WWW-Authenticate: Basic realm=\"a")) {
            assertThat(refusal(digest, ConnectOptions.defaults())).hasMessageContaining("(Digest, Bearer)");
            assertThat(refusal(none, ConnectOptions.defaults())).hasMessageContaining("no readable WWW-Authenticate");
            assertThat(refusal(unreadable, ConnectOptions.defaults())).hasMessageContaining("no readable");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    public void whatLatin1CanNotHoldIsNotSentToWhoMayNotReadIt() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(new Credentials("anna", "\u20ac"))));
        try (RawServer server = demanding(BASIC)) {
            assertThat(refusal(server, ConnectOptions.defaults())).hasMessageContaining("can't carry");

            assertThat(server.peers()).hasSize(1);
        }
    }

    /** A service may ask the user, who may have gone for lunch. */
    @Test
    public void theDeadlineDoesNotWaitForAService() throws Exception {
        CountDownLatch lunch = new CountDownLatch(1);
        platform.register(CredentialsService.class, challenge -> {
            try {
                lunch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        try (RawServer server = demanding(BASIC)) {
            WebSocketException failure = failure(
                    WebSocketException.class,
                    sockets.connect(
                                    server.url("/"),
                                    ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(500)))
                            .opened());

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        } finally {
            lunch.countDown();
        }
    }

    @Test
    public void credentialsNeverGoAlongWithARedirect() throws Exception {
        platform.register(CredentialsService.class, answering(Optional.of(RIGHT)));
        Configuration.set(context, Map.of("maxRedirects", 2));
        List<String> urls = new CopyOnWriteArrayList<>();
        try (RawServer other = demanding(BASIC_UTF8);
                RawServer first = RawServer.running(peer -> peer.send(
                        peer.request().orElseThrow().header("Authorization").isEmpty()
                                ? RawAnswer.response(401, "Unauthorized", BASIC)
                                : RawAnswer.response(302, "Found", "Location: " + urls.get(0))))) {
            urls.add(other.url("/"));
            await().untilAsserted(() -> get(sockets.connect(first.url("/")).opened()));

            int peers = other.peers().size();
            assertThat(authorizations(other)).containsExactly(List.of(), List.of(basic(RIGHT, UTF_8)));
            assertThat(peers).isEqualTo(2);
            assertThat(asked.get(asked.size() - 2)).contains(" " + first.port() + " ");
            assertThat(asked.get(asked.size() - 1)).contains(" " + other.port() + " ");
        } finally {
            Configuration.delete(context);
        }
    }

    private CredentialsService answering(Optional<Credentials> answer) {
        return challenge -> {
            asked.add(inWords(challenge));
            return answer;
        };
    }

    private static String inWords(Challenge challenge) {
        return challenge.challenger() + " " + challenge.host() + " " + challenge.port()
                + (challenge.isSecure() ? " secure " : " plain ") + challenge.realm() + " " + challenge.extensionId();
    }

    /** Opens to the right ones, in either charset. */
    private static RawServer demanding(String... headers) {
        List<String> right = List.of(basic(RIGHT, ISO_8859_1), basic(RIGHT, UTF_8));
        return RawServer.running(peer -> peer.send(
                right.containsAll(peer.request().orElseThrow().header("Authorization"))
                                && !peer.request()
                                        .orElseThrow()
                                        .header("Authorization")
                                        .isEmpty()
                        ? RawAnswer.upgrade(peer.request().orElseThrow())
                        : RawAnswer.response(401, "Unauthorized", headers)));
    }

    private static String basic(Credentials credentials, Charset charset) {
        byte[] pair = (credentials.userName() + ":" + credentials.password()).getBytes(charset);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static List<List<String>> authorizations(RawServer server) {
        return server.peers().stream()
                .map(peer -> peer.request().orElseThrow().header("Authorization"))
                .toList();
    }

    private WebSocketException refusal(RawServer server, ConnectOptions options) throws Exception {
        WebSocketException failure = failure(
                WebSocketException.class,
                sockets.connect(server.url("/"), options).opened());
        assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(401);
        return failure;
    }
}
