package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Events of ours that somebody else sends change nothing, whatever is in them and whenever they come. */
public class ForgeryIT extends DispatchTest {

    private static final String TOPICS = "dev/mooring/websocket/";
    private static final String TICKET = "ticket";

    private final List<ServiceRegistration<EventHandler>> bystanders = new ArrayList<>();
    private EventAdmin felix;
    private Counted victim;
    private Counted other;
    private Event ofVictim;
    private Event ofOther;

    @Before
    public void open() throws Exception {
        felix = eventAdmin();
        victim = Counted.open(socketsOf("victim"), server.url("/"));
        other = Counted.open(socketsOf("other"), server.url("/"));
        ofVictim = eventOf(victim);
        ofOther = eventOf(other);
    }

    /** Listens in. */
    private Event eventOf(Counted connection) {
        List<Event> heard = new ArrayList<>();
        ServiceRegistration<EventHandler> listening = listen(heard::add);
        connection.converse(1);
        bystanders.remove(listening);
        listening.unregister();
        return heard.get(0);
    }

    @After
    public void unregister() {
        bystanders.forEach(ServiceRegistration::unregister);
    }

    @Test
    public void sentDuringTheDeliveryOfTheRealOne() {
        AtomicInteger disturbed = new AtomicInteger();
        ThreadLocal<Boolean> forging = ThreadLocal.withInitial(() -> false);
        listen(event -> {
            if (!forging.get()) {
                forging.set(true);
                forgeries().forEach(felix::sendEvent);
                forging.set(false);
                disturbed.incrementAndGet();
            }
        });

        converse(200);

        assertThat(disturbed).hasValueGreaterThanOrEqualTo(400);
    }

    @Test
    public void postedDuringTheDeliveryOfTheRealOne() {
        // What is posted comes back to the one who posts it, so there has to be an end.
        AtomicInteger left = new AtomicInteger(500);
        listen(event -> {
            if (left.getAndDecrement() > 0) {
                forgeries().forEach(felix::postEvent);
            }
        });

        converse(500);

        assertThat(left).hasNonPositiveValue();
    }

    @Test
    public void allTheTimeWhileMessagesFlow() {
        try (Forger forger = new Forger()) {
            converse(2000);
            forger.awaitRounds(100);
            converse(2000);
        }
    }

    @Test
    public void allTheTimeWhileEventAdminDeliversNothingOfOurs() throws Exception {
        // Two of them: on each core of a small machine there is one that gets in between.
        try (Forger forger = new Forger();
                Forger another = new Forger();
                RivalEventAdmin rival = RivalEventAdmin.register(context, (self, event) -> {})) {
            for (int i = 0; i < 10; i++) {
                converse(1000);
            }
            forger.awaitRounds(100);
            another.awaitRounds(100);

            assertThat(rival.sent()).hasSize(20_000);
        }
    }

    @Test
    public void allTheTimeWhileALaneIsStuck() throws Exception {
        for (int i = 0; i < 2; i++) {
            AtomicBoolean first = new AtomicBoolean(true);
            CountDownLatch release = new CountDownLatch(1);
            try (Forger forger = new Forger();
                    RivalEventAdmin rival = RivalEventAdmin.register(context, (self, event) -> {
                        if (first.getAndSet(false)) {
                            awaitQuietly(release);
                        }
                        self.deliver(event);
                    })) {
                victim.converse(100);
                forger.awaitRounds(100);
                release.countDown();
                converse(100);
                await().until(() -> {
                    converse(1);
                    return isSentThrough(rival, ofVictim);
                });
            }
        }
    }

    @Test
    public void allTheTimeWhileNothingIsOnTheWay() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        CountDownLatch release = new CountDownLatch(1);
        try (Forger forger = new Forger();
                RivalEventAdmin rival = RivalEventAdmin.register(context, (self, event) -> {
                    if (isOf(other, event) && first.getAndSet(false)) {
                        awaitQuietly(release);
                    }
                    self.deliver(event);
                })) {
            forger.awaitRounds(1);
            // It gets through once core has looked for lanes that are stuck, and has found one. No other is.
            other.converse(1);
            forger.awaitRounds(100);
            victim.converse(100);

            assertThat(rival.sent().stream().filter(event -> isOf(victim, event)))
                    .as("through EventAdmin, as ever")
                    .hasSize(100);
            release.countDown();
        }
    }

    private void converse(int count) {
        victim.say(count);
        other.converse(count);
        victim.awaitAll();
    }

    private boolean isOf(Counted connection, Event event) {
        Event real = connection.equals(victim) ? ofVictim : ofOther;
        return event.getTopic().equals(real.getTopic());
    }

    private static boolean isSentThrough(RivalEventAdmin rival, Event real) {
        return rival.sent().stream()
                        .filter(event -> event.getTopic().equals(real.getTopic()))
                        .count()
                > 1;
    }

    /** All that a bystander can make of what it has seen. */
    private List<Event> forgeries() {
        Object ticket = ofVictim.getProperty(TICKET);
        return List.of(
                ofVictim,
                ofOther,
                new Event(ofVictim.getTopic(), Map.of(TICKET, ticket)),
                new Event(ofOther.getTopic(), Map.of(TICKET, ticket)),
                new Event(TOPICS + "forged", Map.of(TICKET, ticket)),
                new Event(ofVictim.getTopic(), Map.of(TICKET, another(ticket))),
                new Event(ofVictim.getTopic(), Map.of(TICKET, "forged")),
                new Event(ofVictim.getTopic(), Map.of()));
    }

    private static Object another(Object ticket) {
        try {
            Constructor<?> constructor = ticket.getClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServiceRegistration<EventHandler> listen(EventHandler handler) {
        ServiceRegistration<EventHandler> registration = context.registerService(
                EventHandler.class,
                handler,
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, TOPICS + "*")));
        bystanders.add(registration);
        return registration;
    }

    /** Sends forgeries, as fast as it can, until it is closed. */
    private final class Forger implements AutoCloseable {

        // The dangerous ones, that is.
        private final List<Event> forgeries = List.of(ofVictim, ofOther);
        private final AtomicLong rounds = new AtomicLong();
        private final Thread thread = new Thread(this::run, "test-forger");
        private volatile boolean closed;

        Forger() {
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            Consumer<Event> send = felix::sendEvent;
            while (!closed) {
                forgeries.forEach(send);
                rounds.incrementAndGet();
            }
        }

        /** Waits until it has been round that many times more. */
        void awaitRounds(int count) {
            long until = rounds.get() + count;
            await().until(() -> rounds.get() >= until);
        }

        @Override
        public void close() {
            closed = true;
            await().until(() -> !thread.isAlive());
        }
    }
}
