package dev.mooring.websocket.itests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private final Thread thread = new Thread(new FakeBundle(), "threads-test-1");

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void namesTheThreadsThatLiveWithStateAndPlace() {
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        assertThat(Threads.named("threads-test-"))
                .singleElement()
                .asString()
                .startsWith("threads-test-1 (WAITING) at ");
        assertThat(Threads.named("threads-test-2")).isEmpty();
    }

    @Test
    void tellsWhichHaveComeSince() throws InterruptedException {
        Threads before = Threads.now();
        thread.start();

        assertThat(before.startedSince()).anyMatch(line -> line.startsWith("threads-test-1 "));
        assertThat(Threads.now().startedSince()).noneMatch(line -> line.startsWith("threads-test-1 "));

        thread.interrupt();
        thread.join();
        assertThat(before.startedSince()).noneMatch(line -> line.startsWith("threads-test-1 "));
    }
}
