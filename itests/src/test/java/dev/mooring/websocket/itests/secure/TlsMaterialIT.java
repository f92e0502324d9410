package dev.mooring.websocket.itests.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.Collected;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ServerTls;
import dev.mooring.websocket.itests.support.TestAuthority;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.TlsMaterial;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A platform says whom to trust and what to show; nobody else can, and nobody can do away with the host name. */
public class TlsMaterialIT extends SecureTest {

    private static final String FAILED =
            "what the platform trusts or shows could not be asked for. The platform's log says why.";

    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority clients = TestAuthority.create();
    private Extensions extensions;
    private Platform platform;
    private WebSocketService alice;
    private WebSocketService bob;

    @Before
    public void startBundles() throws Exception {
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        alice = Extensions.socketsOf(extensions.start("alice"));
        bob = Extensions.socketsOf(extensions.start("bob"));
    }

    @After
    public void stopBundles() throws Exception {
        extensions.uninstallAll();
    }

    // ---- what it is good for

    @Test
    public void trustOfThePlatformsOwn() throws Exception {
        EchoServer server = server(authority.issue("secure.test"));
        register(trusting(authority.trust()));

        assertThat(connect("secure.test", server).client()).isEmpty();
    }

    @Test
    public void eachExtensionShowsItsOwnCertificate() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            EchoServer server = server(ServerTls.of(authority.issue("secure.test"))
                    .withClientsOf(clients)
                    .withVersions(version));
            CountingTrust trust = new CountingTrust(authority.trust());
            ServiceRegistration<?> registration = register(material(trust, keysByExtension()));

            assertThat(connect(alice, "secure.test", server).client()).isEqualTo("CN=alice");
            assertThat(connect(bob, "secure.test", server).client()).isEqualTo("CN=bob");
            assertThat(trust.checks())
                    .as("no session of the other's was resumed")
                    .isEqualTo(2);

            registration.unregister();
        }
    }

    /** With TLS 1.3: a server of JSSE's that is told its name resumes none of TLS 1.2. */
    @Test
    public void oneAndTheSameMaterialSharesItsSessions() throws Exception {
        EchoServer server = server(ServerTls.of(authority.issue("secure.test"))
                .withClientsOf(clients)
                .withVersions("TLSv1.3"));
        CountingTrust trust = new CountingTrust(authority.trust());
        register(material(trust, keysByExtension()));

        for (int i = 0; i < 3; i++) {
            assertThat(connect(alice, "secure.test", server).client()).isEqualTo("CN=alice");
            assertThat(connect(bob, "secure.test", server).client()).isEqualTo("CN=bob");
        }

        assertThat(trust.checks()).isEqualTo(2);
    }

    @Test
    public void aCertificateThatTheServerDoesNotAcceptIsTold() throws Exception {
        X509KeyManager stranger = TestAuthority.create().issueToClient("stranger");
        // A key manager that shows its certificate whatever issuers the server names.
        register(material(authority.trust(), attempt -> new InsistentKeys(stranger)));
        ServerTls demanding = ServerTls.of(authority.issue("secure.test")).withClientsOf(clients);

        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            assertThat(refusal("secure.test", server(demanding.withVersions(version))))
                    .startsWith("the server does not accept this platform's client certificate (");
        }
    }

    @Test
    public void theHighestRankingWithAnAnswerCounts() throws Exception {
        EchoServer server = server(ServerTls.of(authority.issue("secure.test")).withClientsOf(clients));
        register(new TlsMaterial() {}, 30);
        register(trusting(authority.trust()), 20);
        register(material(TestAuthority.create().trust(), keysByExtension()), 10);

        assertThat(connect(alice, "secure.test", server).client()).isEqualTo("CN=alice");
    }

    @Test
    public void itIsAskedForEachConnectionAndHearsForWhom() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        register(new TlsMaterial() {
            @Override
            public Optional<X509TrustManager> trustManager(ConnectAttempt attempt) {
                asked.add(attempt.extensionId() + " " + attempt.location() + " " + attempt.url());
                return Optional.of(authority.trust());
            }
        });
        EchoServer server = server(authority.issue("secure.test"));

        connect(alice, "secure.test", server);
        connect(bob, "secure.test", server);

        String where = " secure.test:" + server.port();
        assertThat(asked).containsExactly("alice test:alice" + where, "bob test:bob" + where);
    }

    @Test
    public void whatWasGivenIsForgottenWhenTheServiceGoes() throws Exception {
        EchoServer server = server(authority.issue("secure.test"));
        List<X509TrustManager> given = new ArrayList<>(List.of(authority.trust()));
        ServiceRegistration<?> registration = register(trusting(given.get(0)));
        connect("secure.test", server);
        WeakReference<X509TrustManager> trust = new WeakReference<>(given.get(0));

        registration.unregister();
        registration = null;
        given.clear();

        assertThat(refusal(alice, "secure.test", server.port(), ConnectOptions.defaults()))
                .contains("not trusted here");
        await().until(() -> Collected.isGone(trust));
    }

    // ---- what it can't do

    @Test
    public void aCertificateOfAnotherHostIsRefusedWhoeverTrustsIt() throws Exception {
        EchoServer server = server(authority.issue("secure.test"));
        String another = "the server's certificate is for secure.test, and not for other.test. ";

        ServiceRegistration<?> plain = register(trusting(new TrustEverybody()));
        assertThat(refusal("other.test", server)).startsWith(another);
        plain.unregister();

        register(trusting(new TrustEverybodyExtended()));
        assertThat(refusal("other.test", server)).startsWith(another);
        assertThat(refusal("127.0.0.1", server)).contains("and not for 127.0.0.1. ");
        connect("secure.test", server);
    }

    @Test
    public void aStrangersServiceIsIgnored() throws Exception {
        EchoServer server = server(authority.issue("secure.test"));
        Bundle stranger = extensions.start(Platform.content("stranger"), "test:stranger");
        List<String> asked = new CopyOnWriteArrayList<>();
        LogEntries log = LogEntries.of(context);
        Platform.register(
                stranger,
                TlsMaterial.class,
                new TlsMaterial() {
                    @Override
                    public Optional<X509TrustManager> trustManager(ConnectAttempt attempt) {
                        asked.add(attempt.extensionId());
                        return Optional.of(authority.trust());
                    }
                },
                Integer.MAX_VALUE);

        assertThat(refusal("secure.test", server)).contains("not trusted here");

        assertThat(asked).isEmpty();
        log.await(entry -> entry.contains("A TlsMaterial of stranger") && entry.contains("is ignored"));
    }

    // ---- what goes wrong

    @Test
    public void aServiceThatThrowsOrHasNoAnswerRefuses() throws Exception {
        EchoServer server = server(authority.issue("secure.test"));
        LogEntries log = LogEntries.of(context);

        ServiceRegistration<?> throwing = register(trusting(attempt -> {
            throw new AssertionError("on purpose");
        }));
        assertThat(refusal("secure.test", server)).isEqualTo(FAILED);
        throwing.unregister();

        register(trusting((Function<ConnectAttempt, Optional<X509TrustManager>>) attempt -> null));
        assertThat(refusal("secure.test", server)).isEqualTo(FAILED);
        log.await(entry -> entry.contains("A TlsMaterial failed, so a connection was refused"));
    }

    @Test
    public void aManagerThatThrowsRefuses() throws Exception {
        EchoServer server = server(ServerTls.of(authority.issue("secure.test")).withClientsOf(clients));
        LogEntries log = LogEntries.of(context);

        ServiceRegistration<?> trust = register(trusting(new TrustEverybody() {
            @Override
            void check() {
                throw new IllegalStateException("on purpose");
            }
        }));
        assertThat(refusal("secure.test", server)).isEqualTo(FAILED);
        trust.unregister();

        register(material(authority.trust(), attempt -> new InsistentKeys(null)));
        assertThat(refusal("secure.test", server)).isEqualTo(FAILED);
        log.await(entry -> entry.contains("A trust or key manager failed in a TLS handshake"));
    }

    private Function<ConnectAttempt, X509KeyManager> keysByExtension() {
        Map<String, X509KeyManager> keys =
                Map.of("alice", clients.issueToClient("alice"), "bob", clients.issueToClient("bob"));
        return attempt -> keys.get(attempt.extensionId());
    }

    private static TlsMaterial trusting(X509TrustManager trust) {
        return trusting(attempt -> Optional.of(trust));
    }

    private static TlsMaterial trusting(Function<ConnectAttempt, Optional<X509TrustManager>> trust) {
        return new TlsMaterial() {
            @Override
            public Optional<X509TrustManager> trustManager(ConnectAttempt attempt) {
                return trust.apply(attempt);
            }
        };
    }

    private static TlsMaterial material(X509TrustManager trust, Function<ConnectAttempt, X509KeyManager> keys) {
        return new TlsMaterial() {
            @Override
            public Optional<X509TrustManager> trustManager(ConnectAttempt attempt) {
                return Optional.of(trust);
            }

            @Override
            public Optional<X509KeyManager> keyManager(ConnectAttempt attempt) {
                return Optional.ofNullable(keys.apply(attempt));
            }
        };
    }

    private ServiceRegistration<?> register(TlsMaterial material) {
        return register(material, 0);
    }

    private ServiceRegistration<?> register(TlsMaterial material, int ranking) {
        return Platform.register(platform.bundle(), TlsMaterial.class, material, ranking);
    }
}
