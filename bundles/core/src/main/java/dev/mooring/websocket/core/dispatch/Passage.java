package dev.mooring.websocket.core.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * The way of one connection over the bus. Its lane calls {@link #pass()} before each delivery; the
 * {@link TicketHandler} moves the phase on when EventAdmin brings the ticket; the bus's watch calls
 * {@link #takeOverIfStuck()}.
 */
final class Passage {

    private static final String STUCK = "EventAdmin does not return from sendEvent";

    private final EventBus bus;
    private final Event event;
    private final Runnable successor;

    /** Written by the lane, by the watch, and by the event handler when the ticket comes. */
    private final AtomicReference<Phase> phase;

    /** Whether this connection goes round the bus at the moment. */
    private final AtomicBoolean degraded = new AtomicBoolean();

    /** Written by the lane only. */
    private volatile long offers;

    private volatile boolean closed;

    /** Owned by the watch. */
    private long offersAtLastLook;

    /**
     * @param event the same for the whole life of the connection: what changes is here, not in it
     * @param phase shared with the event handler
     * @param successor starts a lane in place of one that is stuck
     */
    Passage(EventBus bus, Event event, AtomicReference<Phase> phase, Runnable successor) {
        this.bus = bus;
        this.event = event;
        this.phase = phase;
        this.successor = successor;
    }

    /**
     * Sends the ticket and waits until EventAdmin has delivered it.
     *
     * @return false if another lane has taken this one's place meanwhile: the caller must deliver nothing any more
     */
    boolean pass() {
        if (closed) {
            return true;
        }
        EventAdmin eventAdmin = bus.eventAdmin();
        if (eventAdmin == null) {
            goRound("no EventAdmin service is available");
            return true;
        }
        if (phase.get() == Phase.TAKEN_OVER) {
            goRound(STUCK);
            return true;
        }
        // Not atomic, and need not be: only the lane writes.
        long next = offers + 1;
        offers = next;
        phase.set(Phase.OFFERED);
        try {
            eventAdmin.sendEvent(event);
        } catch (RuntimeException | Error e) {
            // A service that is going away may throw anything. The event is delivered all the same, below.
            bus.failed(e);
        }
        if (phase.compareAndSet(Phase.ACCEPTED, Phase.IDLE)) {
            returnToBus();
            return true;
        }
        if (phase.compareAndSet(Phase.OFFERED, Phase.IDLE)) {
            goRound("EventAdmin does not deliver to Mooring's event handler");
            return true;
        }
        phase.set(Phase.IDLE);
        return false;
    }

    /** Called at regular intervals: a lane seen in the same {@code sendEvent} twice is stuck there. */
    void takeOverIfStuck() {
        long now = offers;
        boolean sameAsBefore = now == offersAtLastLook;
        offersAtLastLook = now;
        if (sameAsBefore
                && (phase.compareAndSet(Phase.OFFERED, Phase.TAKEN_OVER)
                        || phase.compareAndSet(Phase.ACCEPTED, Phase.TAKEN_OVER))) {
            goRound(STUCK);
            successor.run();
        }
    }

    /** The connection is over. Messages that were kept for a handler which comes only now have no way to go. */
    void close() {
        closed = true;
        returnToBus();
    }

    String topic() {
        return event.getTopic();
    }

    /** Whether a lane is in {@code sendEvent} for a delivery that is still its own. */
    boolean isUnderWay() {
        Phase now = phase.get();
        return now == Phase.OFFERED || now == Phase.ACCEPTED;
    }

    boolean isDegraded() {
        return degraded.get();
    }

    private void goRound(String why) {
        bus.countDeliveryWithoutBus();
        if (!degraded.get() && degraded.compareAndSet(false, true)) {
            bus.degraded(why);
        }
        if (closed) {
            // Closed in the middle of it: nobody else takes the connection out of the count.
            returnToBus();
        }
    }

    private void returnToBus() {
        if (degraded.get() && degraded.compareAndSet(true, false)) {
            bus.recovered();
        }
    }
}
