package dev.mooring.websocket.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.platform.Consent;
import dev.mooring.websocket.spi.ConsentService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentsTest {

    private static final Identity CHAT =
            new Identity(1, "chat", "file:with blank/chat.jar", "chat 1.0.0 [id 1]", false);
    private static final Identity NAMESAKE = new Identity(2, "chat", "file:other.jar", "chat 1.0.0 [id 2]", false);

    @TempDir
    private Path folder;

    private final Log log = new Log(() -> null, task -> false);
    private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    private final ConsentService service = request -> {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    };
    private final List<ConsentService> services = new ArrayList<>(List.of(service));

    private Consents consents() {
        return new Consents(() -> List.copyOf(services), new ConsentFile(folder.resolve("consents"), log), log);
    }

    @Test
    void anAnswerIsReadFromTheFileAfterARestart() {
        Consents before = consents();
        before.ask(CHAT);
        before.ask(NAMESAKE);
        asked.get(0).complete(true);
        asked.get(1).complete(false);

        Consents after = consents();

        assertThat(after.all())
                .containsExactly(
                        new Consent("chat", "file:other.jar", "network:ws", false),
                        new Consent("chat", "file:with blank/chat.jar", "network:ws", true));
        assertThat(after.isGranted(CHAT)).isTrue();
        assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> after.isGranted(NAMESAKE));
    }

    @Test
    void whatIsForgottenIsForgottenInTheFileToo() {
        Consents before = consents();
        before.ask(CHAT);
        asked.get(0).complete(true);

        assertThat(before.forget("chat", "file:with blank/chat.jar")).isTrue();

        assertThat(consents().all()).isEmpty();
        assertThat(before.forget("chat", "file:with blank/chat.jar")).isFalse();
    }

    @Test
    void aLineThatCanNotBeReadCountsAsNeverAsked() throws IOException {
        Files.writeString(
                folder.resolve("consents"), "nonsense\ngranted a%ZZ b c\ngranted chat file%3Aother.jar network%3Aws\n");

        assertThat(consents().all()).extracting(Consent::location).containsExactly("file:other.jar");
    }

    @Test
    void withoutAFileAnswersLastAsLongAsThis() {
        Consents consents = new Consents(() -> List.copyOf(services), new ConsentFile(null, log), log);
        consents.ask(CHAT);
        asked.get(0).complete(true);

        assertThat(consents.isGranted(CHAT)).isTrue();
    }

    @Test
    void aServiceThatGoesWhileItIsBeingAskedLeavesNobodyWaiting() {
        services.set(0, request -> {
            services.clear();
            return new CompletableFuture<>();
        });

        CompletionStage<Void> outcome = consents().ask(CHAT);

        assertThat(outcome.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aQuestionThatIsForgottenIsNotAnsweredAnyMore() {
        Consents consents = consents();
        CompletionStage<Void> outcome = consents.ask(CHAT);

        assertThat(consents.forget("chat", "file:with blank/chat.jar")).isTrue();
        asked.get(0).complete(true);

        assertThat(outcome.toCompletableFuture()).isCompletedExceptionally();
        assertThat(consents.isGranted(CHAT)).isFalse();
        assertThat(consents().all()).isEmpty();
    }

    @Test
    void aConsentToSomethingElseIsNotThisOne() throws IOException {
        Files.writeString(folder.resolve("consents"), "granted chat file%3Aother.jar network%3Ahttp\n");

        assertThat(consents().isGranted(NAMESAKE)).isFalse();
    }

    @Test
    void whatCanNotBeWrittenDoesNotComeBackWithTheOldFile() throws IOException {
        Consents consents = consents();
        consents.ask(CHAT);
        asked.get(0).complete(true);
        // In the way of the new file.
        Files.createDirectories(folder.resolve("consents.new").resolve("full"));

        consents.forget("chat", "file:with blank/chat.jar");

        assertThat(consents().all()).isEmpty();
    }

    @Test
    void manyWhoAskAtOnceAreOneQuestion() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 1000; round++) {
                AtomicInteger questions = new AtomicInteger();
                services.set(0, request -> {
                    questions.incrementAndGet();
                    return CompletableFuture.completedStage(true);
                });
                Consents consents = new Consents(() -> List.copyOf(services), new ConsentFile(null, log), log);
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<CompletionStage<Void>>> outcomes = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    outcomes.add(pool.submit(() -> {
                        start.await();
                        return consents.ask(CHAT);
                    }));
                }
                for (Future<CompletionStage<Void>> outcome : outcomes) {
                    outcome.get().toCompletableFuture().get();
                }
                assertThat(questions).hasValue(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
