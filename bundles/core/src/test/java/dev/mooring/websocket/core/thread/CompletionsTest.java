package dev.mooring.websocket.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionsTest {

    private final Workers workers = new Workers();

    @AfterEach
    void stopWorkers() {
        workers.stop();
    }

    @Test
    void runInOrderOnTheCallersThread() {
        List<Integer> order = new CopyOnWriteArrayList<>();

        Completions.run(
                workers,
                IntStream.range(0, 100)
                        .<Runnable>mapToObj(i -> () -> order.add(i))
                        .toList());

        assertThat(order).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void oneMayWaitForTheNextOfItsBatch() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Void> third = new CompletableFuture<>();
        CompletableFuture<Void> chain = first.thenRun(second::join);
        CompletableFuture<Void> nextChain = second.thenRun(third::join);

        assertThat(workers.start(() -> Completions.run(
                        workers,
                        List.of(() -> first.complete(null), () -> second.complete(null), () -> third.complete(null)))))
                .isTrue();

        assertThat(chain).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(nextChain).succeedsWithin(30, TimeUnit.SECONDS);
    }
}
