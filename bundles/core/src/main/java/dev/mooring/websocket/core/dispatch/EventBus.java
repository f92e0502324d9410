package dev.mooring.websocket.core.dispatch;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/**
 * The bus as core sees it: EventAdmin, while there is one, and the one event handler of core's, for all connections.
 *
 * <p>{@link #handleEvent} only accepts tickets, so it can neither block the bus nor be timed out by it.
 */
public final class EventBus implements EventHandler {

    /** What the event handler has to be registered for. */
    public static final String TOPICS = "dev/mooring/websocket/*";

    private static final String TOPIC_PREFIX = "dev/mooring/websocket/";
    private static final String TICKET = "ticket";
    private static final int TOPIC_BYTES = 16;

    private final Supplier<@Nullable EventAdmin> eventAdmin;
    private final Workers workers;
    private final Duration watchInterval;
    private final Log log;
    private final SecureRandom random = new SecureRandom();
    private final Map<Ticket, Passage> passages = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicInteger degradedPassages = new AtomicInteger();
    private final AtomicLong deliveriesWithoutBus = new AtomicLong();

    /**
     * @param eventAdmin asked before each event: services come and go
     * @param patience how long a lane may be held up in {@code sendEvent}
     */
    public EventBus(Supplier<@Nullable EventAdmin> eventAdmin, Workers workers, Duration patience, Log log) {
        this.eventAdmin = eventAdmin;
        this.workers = workers;
        // A stuck lane is noticed at the second look after it got stuck.
        this.watchInterval = patience.dividedBy(2);
        this.log = log;
    }

    /** How many events were delivered without EventAdmin so far. */
    public long deliveriesWithoutBus() {
        return deliveriesWithoutBus.get();
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(TICKET) instanceof Ticket ticket) {
            Passage passage = passages.get(ticket);
            if (passage != null) {
                passage.accept();
            }
        }
    }

    /** Opens a way over the bus; {@link #close(Ticket)} ends it. */
    Passage open(Ticket ticket, Runnable successor) {
        Event event = new Event(TOPIC_PREFIX + randomName(), Map.of(TICKET, ticket));
        Passage passage = new Passage(this, event, successor);
        passages.put(ticket, passage);
        watch();
        return passage;
    }

    void close(Ticket ticket) {
        Passage passage = passages.remove(ticket);
        if (passage != null) {
            passage.close();
        }
    }

    private String randomName() {
        byte[] bytes = new byte[TOPIC_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void watch() {
        if (watching.compareAndSet(false, true)) {
            workers.schedule(this::look, watchInterval);
        }
    }

    private void look() {
        try {
            passages.values().forEach(Passage::takeOverIfStuck);
        } finally {
            watching.set(false);
            if (!passages.isEmpty()) {
                watch();
            }
        }
    }

    @Nullable
    EventAdmin eventAdmin() {
        return eventAdmin.get();
    }

    void countDeliveryWithoutBus() {
        deliveriesWithoutBus.incrementAndGet();
    }

    /** One more connection goes round the bus. */
    void degraded(String why) {
        if (degradedPassages.getAndIncrement() == 0) {
            log.warn("WebSocket events are delivered without EventAdmin for now: " + why + ".");
        }
    }

    /** One connection less goes round the bus. */
    void recovered() {
        if (degradedPassages.decrementAndGet() == 0) {
            log.info("WebSocket events go through EventAdmin again.");
        }
    }

    void failed(Throwable thrown) {
        if (degradedPassages.get() == 0) {
            log.warn("EventAdmin failed while a WebSocket event was sent.", thrown);
        }
    }
}
