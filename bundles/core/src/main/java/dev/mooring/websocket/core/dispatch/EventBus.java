package dev.mooring.websocket.core.dispatch;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/** The bus as core sees it: EventAdmin, while there is one, and the ways of all connections over it. */
public final class EventBus {

    /** What the event handler has to be registered for. */
    public static final String TOPICS = "dev/mooring/websocket/*";

    private static final String TOPIC_PREFIX = "dev/mooring/websocket/";
    private static final int TOPIC_BYTES = 16;

    private final Supplier<@Nullable EventAdmin> eventAdmin;
    private final Workers workers;
    private final Supplier<Duration> patience;
    private final Log log;
    private final SecureRandom random = new SecureRandom();
    private final TicketHandler handler = new TicketHandler();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicInteger degradedPassages = new AtomicInteger();
    private final AtomicLong deliveriesWithoutBus = new AtomicLong();
    private final AtomicLong discardedMessages = new AtomicLong();

    /** The one whose failure is in the log. Guarded by this. */
    private WeakReference<@Nullable EventAdmin> failing = new WeakReference<>(null);

    /**
     * @param eventAdmin asked before each event: services come and go
     * @param patience how long a lane may be held up in {@code sendEvent}; asked before each look
     */
    public EventBus(Supplier<@Nullable EventAdmin> eventAdmin, Workers workers, Supplier<Duration> patience, Log log) {
        this.eventAdmin = eventAdmin;
        this.workers = workers;
        this.patience = patience;
        this.log = log;
    }

    /** How many events were delivered without EventAdmin so far. */
    public long deliveriesWithoutBus() {
        return deliveriesWithoutBus.get();
    }

    /** How many messages were discarded for want of a handler so far, on all connections. */
    public long discardedMessages() {
        return discardedMessages.get();
    }

    /** How many connections go round EventAdmin at the moment. */
    public int degradedConnections() {
        return degradedPassages.get();
    }

    /** What has to be registered for {@link #TOPICS}. */
    public EventHandler handler() {
        return handler;
    }

    /** Opens a way over the bus; {@link #close(Passage)} ends it. */
    Passage open(Runnable successor) {
        Passage passage = new Passage(this, TOPIC_PREFIX + randomName(), successor);
        passages.add(passage);
        watch();
        return passage;
    }

    void close(Passage passage) {
        passages.remove(passage);
        passage.close();
    }

    /** Begins to accept a new ticket. */
    Crossing cross(String topic) {
        Crossing crossing = new Crossing(topic);
        handler.admit(crossing.ticket(), crossing.phase());
        return crossing;
    }

    /** Accepts that ticket no more. */
    void uncross(Crossing crossing) {
        handler.dismiss(crossing.ticket());
    }

    private String randomName() {
        byte[] bytes = new byte[TOPIC_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void watch() {
        if (watching.compareAndSet(false, true)) {
            // A stuck lane is noticed at the second look after it got stuck.
            workers.schedule(this::look, patience.get().dividedBy(2));
        }
    }

    private void look() {
        try {
            passages.forEach(Passage::takeOverIfStuck);
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

    void countDiscarded(int messages) {
        discardedMessages.addAndGet(messages);
    }

    /** One more connection goes round the bus. Under a lock, so that the log says it in the order of events. */
    synchronized void degraded(String why) {
        if (degradedPassages.getAndIncrement() == 0) {
            log.warn("WebSocket events are delivered without EventAdmin for now: " + why + ".");
        }
    }

    /** One connection less goes round the bus. */
    synchronized void recovered() {
        if (degradedPassages.decrementAndGet() == 0) {
            log.info("WebSocket events go through EventAdmin again.");
        }
    }

    /** Logged once for each EventAdmin: one that always throws would fill the log. */
    synchronized void failed(EventAdmin broken, Throwable thrown) {
        if (failing.get() != broken) {
            failing = new WeakReference<>(broken);
            log.warn("EventAdmin failed while a WebSocket event was sent.", thrown);
        }
    }
}
