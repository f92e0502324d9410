package dev.mooring.websocket.core.dispatch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;

/**
 * The one event handler of core's, for all connections. It only accepts tickets, so it can neither block the bus nor be
 * timed out by it. Whoever implements EventAdmin gets this object, so it leads to nothing: a ticket has no fields, and
 * a phase is only a word.
 */
final class TicketHandler implements EventHandler {

    static final String TICKET = "ticket";

    private final Map<Ticket, AtomicReference<Phase>> phases = new ConcurrentHashMap<>();

    void admit(Ticket ticket, AtomicReference<Phase> phase) {
        phases.put(ticket, phase);
    }

    void dismiss(Ticket ticket) {
        phases.remove(ticket);
    }

    /** Takes the ticket, if it is on its way. One that was forged or is played again finds nothing to take. */
    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(TICKET) instanceof Ticket ticket) {
            AtomicReference<Phase> phase = phases.get(ticket);
            if (phase != null) {
                phase.compareAndSet(Phase.OFFERED, Phase.ACCEPTED);
            }
        }
    }
}
