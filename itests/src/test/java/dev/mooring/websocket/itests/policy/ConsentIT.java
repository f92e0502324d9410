package dev.mooring.websocket.itests.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.platform.WebSocketAdmin;
import dev.mooring.websocket.spi.ConsentRequest;
import dev.mooring.websocket.spi.ConsentService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Where the platform wants consent, it is asked for once, remembered, and can be revoked. */
public class ConsentIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final List<ConsentRequest> requests = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Boolean>> answers = new CopyOnWriteArrayList<>();
    private Extensions extensions;
    private Platform platform;
    private ServiceRegistration<ConsentService> service;
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
    public void startAll() throws Exception {
        server = EchoServer.start();
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        service = platform.register(ConsentService.class, this::ask);
    }

    @After
    public void stopAll() throws Exception {
        WebSocketAdmin admin = platform.get(WebSocketAdmin.class);
        admin.consents().forEach(consent -> admin.revokeConsent(consent.extensionId(), consent.location()));
        extensions.uninstallAll();
        server.close();
    }

    private CompletionStage<Boolean> ask(ConsentRequest request) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        answers.add(answer);
        requests.add(request);
        return answer;
    }

    @Test
    public void theConnectWaitsForTheAnswerAndThenOpens() throws Exception {
        Bundle bundle = extensions.start("polite");
        WebSocketConnection connection = Extensions.socketsOf(bundle).connect(server.url("/"));
        assertThat(requests).hasSize(1);
        ConsentRequest request = requests.get(0);
        assertThat(request.extensionId()).isEqualTo("polite");
        assertThat(request.bundleId()).isEqualTo(bundle.getBundleId());
        assertThat(request.location()).isEqualTo("test:polite");
        assertThat(request.capability()).isEqualTo("network:ws");
        assertThat(request.isDeclared()).isFalse();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(server.sessions()).isEmpty();

        answers.get(0).complete(true);

        get(connection.opened());
    }

    @Test
    public void theDeadlineBeginsAfterTheAnswer() throws Exception {
        ConnectOptions impatient = ConnectOptions.defaults().withConnectTimeout(Duration.ofSeconds(1));
        WebSocketConnection connection =
                Extensions.socketsOf(extensions.start("slow-user")).connect(server.url("/"), impatient);

        // While the first waits for its answer, a deadline as long as its own begins and ends.
        try (RawServer silent = RawServer.silent()) {
            WebSocketConnection witness =
                    Extensions.socketsOf(extensions.start("quick-user")).connect(silent.url("/"), impatient);
            answers.get(1).complete(true);
            assertThat(failure(WebSocketException.class, witness.opened()).reason())
                    .isEqualTo(Reason.TIMEOUT);
        }
        answers.get(0).complete(true);

        get(connection.opened());
    }

    @Test
    public void aRefusalIsToldAndRemembered() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("unwanted"));
        WebSocketConnection first = sockets.connect(server.url("/"));

        answers.get(0).complete(false);

        assertThat(failure(WebSocketException.class, first.opened()).reason()).isEqualTo(Reason.CONSENT_REFUSED);
        refused(sockets.connect(server.url("/")));
        assertThat(requests).as("asked once").hasSize(1);
    }

    @Test
    public void connectsThatWaitForTheSameAnswerAskOnce() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("eager"));
        List<WebSocketConnection> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(sockets.connect(server.url("/")));
        }
        assertThat(requests).hasSize(1);

        answers.get(0).complete(true);

        for (WebSocketConnection connection : waiting) {
            get(connection.opened());
        }
        get(waiting.get(0).close());
        get(sockets.connect(server.url("/")).opened());
        assertThat(requests).hasSize(1);
    }

    @Test
    public void thoseThatWaitCountTowardsTheLimit() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("flooding"));
        for (int i = 0; i < 5; i++) {
            sockets.connect(server.url("/"));
        }

        WebSocketException refusal = failure(
                WebSocketException.class, sockets.connect(server.url("/")).opened());

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
    }

    @Test
    public void aNamesakeFromElsewhereIsAskedForAnew() throws Exception {
        Bundle first = extensions.start("namesake");
        WebSocketConnection connection = Extensions.socketsOf(first).connect(server.url("/"));
        answers.get(0).complete(true);
        get(connection.opened());
        first.uninstall();

        Bundle second = extensions.start(ExtensionBundle.named("namesake"), "test:elsewhere");
        Extensions.socketsOf(second).connect(server.url("/"));

        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).location()).isEqualTo("test:elsewhere");
    }

    @Test
    public void theAnswerOutlivesExtensionAndCore() throws Exception {
        Bundle bundle = extensions.start("lasting");
        WebSocketConnection connection = Extensions.socketsOf(bundle).connect(server.url("/"));
        answers.get(0).complete(true);
        get(connection.opened());

        bundle.stop();
        bundle.start();
        get(Extensions.socketsOf(bundle).connect(server.url("/")).opened());
        Core.bundle(context).stop();
        Core.bundle(context).start();
        await().until(() -> bundle.getBundleContext().getServiceReference(WebSocketService.class) != null);

        get(Extensions.socketsOf(bundle).connect(server.url("/")).opened());
        assertThat(requests).hasSize(1);
    }

    @Test
    public void revokingClosesWhatIsOpenAndTheNextConnectAsksAnew() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("revoked"));
        WebSocketConnection connection = sockets.connect(server.url("/"));
        List<Reason> errors = new CopyOnWriteArrayList<>();
        connection.onError(event -> errors.add(event.error().reason()));
        answers.get(0).complete(true);
        get(connection.opened());
        WebSocketAdmin admin = platform.get(WebSocketAdmin.class);

        assertThat(admin.revokeConsent("revoked", "test:elsewhere")).isFalse();
        assertThat(connection.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(admin.revokeConsent("revoked", "test:revoked")).isTrue();

        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        await().until(() -> errors.equals(List.of(Reason.CONSENT_REFUSED)));
        await().until(() -> server.sessions().get(0).closeCode().equals(OptionalInt.of(1001)));
        sockets.connect(server.url("/"));
        assertThat(requests).hasSize(2);
    }

    @Test
    public void aQuestionThatIsRevokedCountsForNobody() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("undecided"));
        WebSocketConnection connection = sockets.connect(server.url("/"));

        assertThat(platform.get(WebSocketAdmin.class).revokeConsent("undecided", "test:undecided"))
                .isTrue();
        refused(connection);
        answers.get(0).complete(true);

        assertThat(platform.get(WebSocketAdmin.class).consents()).isEmpty();
    }

    @Test
    public void aServiceThatGoesOrFailsRefusesAndIsNotRemembered() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(extensions.start("orphan"));
        WebSocketConnection first = sockets.connect(server.url("/"));
        service.unregister();
        refused(first);

        refused(sockets.connect(server.url("/")));

        platform.register(ConsentService.class, request -> {
            throw new IllegalStateException("on purpose");
        });
        refused(sockets.connect(server.url("/")));
        assertThat(platform.get(WebSocketAdmin.class).consents()).isEmpty();
    }

    @Test
    public void aStopWhileItIsAskedFailsTheConnectAndOpensNothingLater() throws Exception {
        Bundle bundle = extensions.start("leaving");
        WebSocketConnection connection = Extensions.socketsOf(bundle).connect(server.url("/"));

        bundle.stop();
        answers.get(0).complete(true);

        assertThat(failure(WebSocketException.class, connection.opened()).reason())
                .isEqualTo(Reason.OWNER_STOPPED);
        bundle.start();
        get(Extensions.socketsOf(bundle).connect(server.url("/")).opened());
        assertThat(server.sessions()).hasSize(1);
    }

    private static void refused(WebSocketConnection connection) throws Exception {
        assertThat(failure(WebSocketException.class, connection.opened()).reason())
                .isEqualTo(Reason.CONSENT_REFUSED);
    }
}
