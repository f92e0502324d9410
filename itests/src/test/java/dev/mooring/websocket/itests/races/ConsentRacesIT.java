package dev.mooring.websocket.itests.races;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.platform.Consent;
import dev.mooring.websocket.platform.WebSocketAdmin;
import dev.mooring.websocket.spi.ConsentRequest;
import dev.mooring.websocket.spi.ConsentService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/** Consent that is asked for, given, taken back and no longer needed at once. */
public class ConsentRacesIT extends RaceTest {

    private static final String NAME = "asking";
    private static final String LOCATION = "test:" + NAME;

    private final BlockingQueue<CompletableFuture<Boolean>> questions = new LinkedBlockingQueue<>();
    private WebSocketAdmin admin;
    private Bundle bundle;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                races(),
                Platform.named(),
                frameworkProperty("dev.mooring.websocket.capability").value("consent"));
    }

    @Before
    public void startPlatform() throws Exception {
        Platform platform = Platform.start(extensions);
        platform.register(ConsentService.class, this::ask);
        admin = platform.get(WebSocketAdmin.class);
        bundle = extensions.start(NAME);
    }

    private CompletionStage<Boolean> ask(ConsentRequest request) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        questions.add(answer);
        return answer;
    }

    @Test
    public void connectAgainstConnectsAndTheAnswer() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(bundle);
        try (Race race = Race.of("consent asked by 4 connects at once", Duration.ofMillis(1))) {
            race.run(round -> {
                boolean granted = round % 2 == 0;
                List<WebSocketConnection> all = Collections.synchronizedList(new ArrayList<>());
                AtomicBoolean answered = new AtomicBoolean();
                AtomicInteger late = new AtomicInteger();
                Callable<?> connect = () -> {
                    late.addAndGet(answered.get() ? 1 : 0);
                    return all.add(sockets.connect(server.url("/")));
                };

                race.between(connect, connect, connect, connect, () -> {
                    question().complete(granted);
                    answered.set(true);
                    return null;
                });

                for (WebSocketConnection connection : all) {
                    assertSameOutcome(connection, granted);
                }
                assertThat(questions).as("more questions").isEmpty();
                assertThat(admin.consents()).extracting(Consent::granted).containsExactly(granted);
                assertThat(admin.revokeConsent(NAME, LOCATION)).isTrue();
                assertThat(sockets.connections()).isEmpty();
                return late + " came after the answer";
            });
        }
    }

    private static void assertSameOutcome(WebSocketConnection connection, boolean granted) throws Exception {
        Optional<WebSocketException> refusal = failureOf(connection);
        assertThat(refusal.isEmpty()).as(refusal.toString()).isEqualTo(granted);
        refusal.ifPresent(exception -> {
            assertThat(exception.reason()).isEqualTo(Reason.CONSENT_REFUSED);
            assertThat(exception).hasMessageContaining(" was refused.");
        });
    }

    @Test
    public void answerAgainstStop() throws Exception {
        try (Race race = Race.of("answer against stop", Duration.ofMillis(4))) {
            race.run(round -> {
                bundle.start();
                WebSocketService sockets = Extensions.socketsOf(bundle);
                WebSocketConnection connection = sockets.connect(server.url("/"));
                CompletableFuture<Boolean> question = question();

                race.between(() -> question.complete(true), () -> {
                    bundle.stop();
                    return null;
                });

                Optional<Reason> failure = reasonOf(connection);
                assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
                assertThat(sockets.connections()).isEmpty();
                assertThat(admin.revokeConsent(NAME, LOCATION)).as("remembered").isTrue();
                failure.ifPresent(reason -> assertThat(reason).isEqualTo(Reason.OWNER_STOPPED));
                return failure.isEmpty() ? "answer won" : "stop won";
            });
        }
    }

    @Test
    public void answerAgainstRevoke() throws Exception {
        WebSocketService sockets = Extensions.socketsOf(bundle);
        try (Race race = Race.of("answer against revoke", Duration.ofMillis(2))) {
            race.run(round -> {
                WebSocketConnection connection = sockets.connect(server.url("/"));
                CompletableFuture<Boolean> question = question();

                race.between(
                        () -> question.complete(true),
                        () -> assertThat(admin.revokeConsent(NAME, LOCATION)).isTrue());

                assertThat(admin.consents()).as("revoked").isEmpty();
                assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
                Optional<WebSocketException> failure = failureOf(connection);
                failure.ifPresent(exception -> assertThat(exception.reason()).isEqualTo(Reason.CONSENT_REFUSED));
                return failure.map(exception -> exception.getMessage().contains("while it was being asked")
                                ? "revoke won"
                                : "both in flight")
                        .orElse("answer won");
            });
        }
    }

    private CompletableFuture<Boolean> question() throws InterruptedException {
        return requireNonNull(questions.poll(30, TimeUnit.SECONDS), "a question");
    }
}
