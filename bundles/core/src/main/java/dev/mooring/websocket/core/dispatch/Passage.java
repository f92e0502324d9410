package dev.mooring.websocket.core.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.EventAdmin;

/**
 * The way of one connection over the bus. Its lane calls {@link #pass()} before each delivery; the
 * {@link TicketHandler} moves the phase on when EventAdmin brings the ticket; the bus's watch calls
 * {@link #takeOverIfStuck()}.
 */
final class Passage {

    private static final String STUCK = "EventAdmin does not return from sendEvent";

    private final EventBus bus;
    private final String topic;
    private final Runnable successor;

    /** Of the lane that has the place. Replaced by the watch, together with that lane. */
    private volatile Crossing crossing;

    /** Of the lane that was stuck last. It may still be. */
    private volatile @Nullable Crossing stuck;

    /** Whether this connection goes round the bus at the moment. */
    private final AtomicBoolean degraded = new AtomicBoolean();

    private volatile boolean closed;

    /** @param successor starts a lane in place of one that is stuck */
    Passage(EventBus bus, String topic, Runnable successor) {
        this.bus = bus;
        this.topic = topic;
        this.successor = successor;
        this.crossing = bus.cross(topic);
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
        Crossing lost = stuck;
        if (lost != null && lost.isWithin(eventAdmin)) {
            goRound(STUCK);
            return true;
        }
        Crossing own = crossing;
        try {
            own.send(eventAdmin);
        } catch (RuntimeException | Error e) {
            // A service that is going away may throw anything. The event is delivered all the same, below.
            bus.failed(eventAdmin, e);
        }
        Phase reached = own.end();
        if (reached == Phase.ACCEPTED) {
            returnToBus();
        } else if (reached == Phase.OFFERED) {
            goRound("EventAdmin does not deliver to Mooring's event handler");
        }
        return reached != Phase.TAKEN_OVER;
    }

    /** Called at regular intervals. */
    void takeOverIfStuck() {
        Crossing current = crossing;
        if (current.takeOverIfStuck()) {
            bus.uncross(current);
            stuck = current;
            crossing = bus.cross(topic);
            if (closed) {
                bus.uncross(crossing);
            }
            goRound(STUCK);
            successor.run();
        }
    }

    /** The connection is over. Messages that were kept for a handler which comes only now have no way to go. */
    void close() {
        closed = true;
        bus.uncross(crossing);
        returnToBus();
    }

    String topic() {
        return topic;
    }

    /** Whether that is the ticket of a delivery which is on its way. */
    boolean isUnderWay(Object held) {
        Crossing current = crossing;
        return held == current.ticket() && current.isUnderWay();
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
