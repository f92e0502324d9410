package dev.mooring.websocket.core.dispatch;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * What one lane has on the bus: its ticket, and where that is. A lane that gets stuck keeps both, and its successor has
 * new ones, so that what the stuck one still does, and what EventAdmin still does to it, has no effect.
 */
final class Crossing {

    private final Ticket ticket = new Ticket();

    /** The same each time: what changes is here, not in it. */
    private final Event event;

    /** Written by the lane, by the watch, and by the event handler when the ticket comes. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    /** Whose {@code sendEvent} the lane is in. Written by the lane only. */
    private volatile @Nullable EventAdmin within;

    /** Written by the lane only. */
    private volatile long offers;

    /** Owned by the watch. */
    private long offersAtLastLook;

    Crossing(String topic) {
        this.event = new Event(topic, Map.of(TicketHandler.TICKET, ticket));
    }

    Ticket ticket() {
        return ticket;
    }

    /** Shared with the event handler. */
    AtomicReference<Phase> phase() {
        return phase;
    }

    /** Sends the ticket. Whatever comes of it, {@link #end()} has to follow. */
    void send(EventAdmin eventAdmin) {
        // Not atomic, and need not be: only the lane writes.
        long next = offers + 1;
        offers = next;
        within = eventAdmin;
        phase.set(Phase.OFFERED);
        try {
            eventAdmin.sendEvent(event);
        } finally {
            within = null;
        }
    }

    /**
     * Ends what {@link #send} began, in one step: a ticket that comes at the same moment, or a watch that looks, comes
     * before it or too late.
     *
     * @return how far it got
     */
    Phase end() {
        return phase.getAndSet(Phase.IDLE);
    }

    /**
     * Called at regular intervals: a lane seen in the same {@code sendEvent} twice is stuck there, and loses its place.
     */
    boolean takeOverIfStuck() {
        long now = offers;
        boolean sameAsBefore = now == offersAtLastLook;
        offersAtLastLook = now;
        return sameAsBefore
                && (phase.compareAndSet(Phase.OFFERED, Phase.TAKEN_OVER)
                        || phase.compareAndSet(Phase.ACCEPTED, Phase.TAKEN_OVER));
    }

    boolean isWithin(EventAdmin eventAdmin) {
        return eventAdmin.equals(within);
    }

    /** Whether the lane is in {@code sendEvent} for a delivery that is still its own. */
    boolean isUnderWay() {
        Phase now = phase.get();
        return now == Phase.OFFERED || now == Phase.ACCEPTED;
    }
}
