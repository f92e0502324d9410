package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A resolver that hangs holds few threads and nobody else, and a caller gets its answer in time. */
class LookUpThreadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final CheckedUrl URL = new CheckedUrl(UrlKind.WEBSOCKET, "ws", "example.com", 80, "/");

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Thread> inResolver = new CopyOnWriteArrayList<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final UrlRules rules = new UrlRules(
            ReservedTargets.from(property -> null),
            new OwnAddresses(List::of, List::of),
            host -> {
                inResolver.add(Thread.currentThread());
                awaitUninterruptibly(answers);
                return Addresses.allOf("192.0.2.1");
            },
            this::newThread);

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** As the system's resolver does it. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void everyThreadEnds() {
        answers.countDown();
        rules.stop(PATIENCE);
        await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    @Test
    void aResolverThatHangsIsNotWaitedForAndHoldsFewThreads() throws Exception {
        List<CompletionStage<List<InetAddress>>> stages =
                IntStream.range(0, 50).mapToObj(i -> rules.resolve(URL, SHORT)).toList();

        for (CompletionStage<List<InetAddress>> stage : stages) {
            assertThat(failure(stage).reason()).isEqualTo(Reason.TIMEOUT);
        }
        await().untilAsserted(() -> assertThat(threads)
                .filteredOn(Thread::isAlive)
                .containsExactlyInAnyOrderElementsOf(inResolver)
                .hasSizeLessThanOrEqualTo(HostResolver.MAX_THREADS));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotLookedUp() throws Exception {
        List<CompletableFuture<List<InetAddress>>> hanging = IntStream.range(0, HostResolver.MAX_THREADS)
                .mapToObj(i -> rules.resolve(URL, HostResolver.ANYBODY))
                .toList();
        CompletableFuture<List<InetAddress>> givenUp = rules.resolve(URL, HostResolver.ANYBODY);
        CompletableFuture<List<InetAddress>> last = rules.resolve(URL, HostResolver.ANYBODY);
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS);

        givenUp.cancel(false);
        answers.countDown();

        last.get(30, TimeUnit.SECONDS);
        assertThat(hanging).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE));
        assertThat(inResolver).hasSize(HostResolver.MAX_THREADS + 1);
    }

    @Test
    void namesThatNobodyAnswersHoldUpWhoAsksForThemOnly() throws Exception {
        List<CompletableFuture<List<InetAddress>>> flood = IntStream.range(0, 50)
                .mapToObj(i -> rules.resolve(URL, "flooder"))
                .toList();
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS_EACH);

        CompletableFuture<List<InetAddress>> other = rules.resolve(URL, "other");

        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS_EACH + 1);
        // It keeps its threads, and its place, whether or not it waits for them.
        flood.subList(0, 25).forEach(given -> given.cancel(false));
        CompletableFuture<List<InetAddress>> another = rules.resolve(URL, "another");
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS_EACH + 2);
        answers.countDown();

        assertThat(other).succeedsWithin(PATIENCE);
        assertThat(another).succeedsWithin(PATIENCE);
        assertThat(flood.subList(25, 50)).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE));
        assertThat(inResolver).hasSize(2 + HostResolver.MAX_THREADS_EACH + 25);
    }

    @Test
    void whoCouldHaveNoThreadKeepsNoPlace() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        UrlRules starved = new UrlRules(
                ReservedTargets.from(property -> null),
                new OwnAddresses(List::of, List::of),
                host -> Addresses.allOf("192.0.2.1"),
                task -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return newThread(task);
                });
        for (int i = 0; i < 2 * HostResolver.MAX_THREADS_EACH; i++) {
            assertThatThrownBy(() -> starved.resolve(URL, "asker")).isInstanceOf(OutOfMemoryError.class);
        }

        exhausted.set(false);

        assertThat(starved.resolve(URL, "asker")).succeedsWithin(PATIENCE);
        starved.stop(PATIENCE);
    }

    @Test
    void whoHasNoThreadLeftIsToldOfTheStopToo() throws Exception {
        List<CompletableFuture<List<InetAddress>>> flood = IntStream.range(0, 5)
                .mapToObj(i -> rules.resolve(URL, "flooder"))
                .toList();
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS_EACH);

        rules.stop(Duration.ofMillis(1));

        for (CompletableFuture<List<InetAddress>> waiting : flood.subList(2, 5)) {
            assertThat(failure(waiting).reason()).isEqualTo(Reason.SERVICE_STOPPED);
        }
        assertThat(failure(rules.resolve(URL, "flooder")).reason()).isEqualTo(Reason.SERVICE_STOPPED);
    }

    @Test
    void whatIsChainedToAnAnswerMayBlock() throws Exception {
        CountDownLatch blocked = new CountDownLatch(HostResolver.MAX_THREADS + 1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<Void>> chained = IntStream.rangeClosed(0, HostResolver.MAX_THREADS)
                .mapToObj(i -> rules.resolve(URL, PATIENCE)
                        .thenAccept(addresses -> {
                            blocked.countDown();
                            awaitUninterruptibly(goOn);
                        })
                        .toCompletableFuture())
                .toList();
        // Chained to stages that are complete already, it would run here.
        answers.countDown();

        assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rules.resolve(URL, PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .hasSize(1);

        goOn.countDown();
        assertThat(chained).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE));
    }

    @Test
    void whenTheRulesStopWhatIsPendingFailsAndNothingNewBegins() throws Exception {
        List<CompletionStage<List<InetAddress>>> stages = IntStream.range(0, 2 * HostResolver.MAX_THREADS)
                .mapToObj(i -> rules.resolve(URL, PATIENCE))
                .toList();
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS);

        rules.stop(Duration.ofMillis(1));

        for (CompletionStage<List<InetAddress>> stage : stages) {
            assertThat(failure(stage).reason()).isEqualTo(Reason.SERVICE_STOPPED);
        }
        assertThat(failure(rules.resolve(URL, PATIENCE)).reason()).isEqualTo(Reason.SERVICE_STOPPED);
        assertThat(failure(rules.resolve(URL, HostResolver.ANYBODY)).reason()).isEqualTo(Reason.SERVICE_STOPPED);
    }

    @Test
    void theRulesForOthersAreNotHeldUpByThese() throws Exception {
        IntStream.range(0, HostResolver.MAX_THREADS).forEach(i -> rules.resolve(URL, PATIENCE));
        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS);
        UrlRules others = rules.forOthers();

        CompletionStage<List<InetAddress>> stage = others.resolve(URL, PATIENCE);

        await().until(() -> inResolver.size() == HostResolver.MAX_THREADS + 1);
        rules.stop(Duration.ofMillis(1));
        answers.countDown();
        assertThat(stage.toCompletableFuture().get(30, TimeUnit.SECONDS)).hasSize(1);
        others.stop(PATIENCE);
    }

    private static WebSocketException failure(CompletionStage<?> stage) throws Exception {
        return stage.handle((value, thrown) -> (WebSocketException) thrown)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
