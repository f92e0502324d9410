package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.Core;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.event.Event;

/**
 * Another EventAdmin takes over, well or badly: every message arrives once and in order, and the log says once that
 * something is wrong and once that it is not any more.
 */
public class EventAdminReplacedIT extends DegradedTest {

    @Test
    public void byOneThatWorks() {
        try (RivalEventAdmin rival = RivalEventAdmin.register(context, RivalEventAdmin::deliver)) {
            counted.converse(500);

            assertThat(rival.sent()).hasSize(500);
        }
        counted.converse(500);

        assertLogged();
    }

    @Test
    public void whileMessagesFlow() {
        for (int round = 0; round < 50; round++) {
            counted.say(100);
            try (RivalEventAdmin rival = RivalEventAdmin.register(context, RivalEventAdmin::deliver)) {
                counted.say(100);
                await().until(() -> !rival.sent().isEmpty());
            }
        }
        counted.awaitAll();

        assertLogged();
    }

    @Test
    public void byOneThatNeverDelivers() {
        survives((rival, event) -> {}, DEGRADED, RECOVERED);
    }

    @Test
    public void byOneThatHasDenyListedCore() {
        Bundle core = Core.bundle(context);
        survives((rival, event) -> rival.deliver(event, bundle -> !bundle.equals(core)), DEGRADED, RECOVERED);
    }

    @Test
    public void byOneThatThrows() {
        survives(
                (rival, event) -> {
                    throw new IllegalStateException("on purpose");
                },
                FAILED,
                DEGRADED,
                RECOVERED);
    }

    @Test
    public void byOneThatThrowsWhenItHasDelivered() {
        survives(
                (rival, event) -> {
                    rival.deliver(event);
                    throw new AssertionError("on purpose");
                },
                FAILED);
    }

    @Test
    public void byOneThatDeliversTwice() {
        survives((rival, event) -> {
            rival.deliver(event);
            rival.deliver(event);
        });
    }

    @Test
    public void byOneThatDeliversWhenItHasReturned() throws Exception {
        ExecutorService later = Executors.newSingleThreadExecutor();
        try (RivalEventAdmin late =
                RivalEventAdmin.register(context, (rival, event) -> later.execute(() -> rival.deliver(event)))) {
            counted.converse(500);
            assertThat(late.sent()).isNotEmpty();
        } finally {
            later.shutdown();
        }
        counted.converse(500);
    }

    private void survives(BiConsumer<RivalEventAdmin, Event> conduct, String... logged) {
        try (RivalEventAdmin rival = RivalEventAdmin.register(context, conduct)) {
            counted.converse(500);
            assertThat(rival.sent()).as("asked for each event all the same").hasSize(500);
        }
        counted.converse(500);

        assertLogged(logged);
    }

    @Test
    public void whileItDoesNotReturn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RivalEventAdmin stuck = RivalEventAdmin.register(context, (rival, event) -> awaitQuietly(never));
        counted.converse(500);
        stuck.close();

        List<Event> sent;
        try (RivalEventAdmin works = RivalEventAdmin.register(context, RivalEventAdmin::deliver)) {
            counted.converse(500);
            sent = works.sent();
        }

        assertThat(stuck.sent()).hasSize(1);
        assertThat(sent)
                .as("the other one never returned, and nobody waits for it")
                .hasSize(500);
        never.countDown();
        counted.converse(500);
        assertLogged(DEGRADED, RECOVERED);
    }
}
