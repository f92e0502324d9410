package dev.mooring.websocket.itests.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/** An EventAdmin of a test's own, with a better ranking than the container's, that does what the test says. */
final class RivalEventAdmin implements EventAdmin, AutoCloseable {

    private final BundleContext context;
    private final BiConsumer<RivalEventAdmin, Event> conduct;
    private final Queue<Event> sent = new ConcurrentLinkedQueue<>();
    private final ServiceRegistration<EventAdmin> registration;

    private RivalEventAdmin(BundleContext context, BiConsumer<RivalEventAdmin, Event> conduct) {
        this.context = context;
        this.conduct = conduct;
        this.registration = context.registerService(
                EventAdmin.class, this, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
    }

    /** When this returns, core has got it: DS hears of it in the call. */
    static RivalEventAdmin register(BundleContext context, BiConsumer<RivalEventAdmin, Event> conduct) {
        return new RivalEventAdmin(context, conduct);
    }

    @Override
    public void sendEvent(Event event) {
        sent.add(event);
        conduct.accept(this, event);
    }

    @Override
    public void postEvent(Event event) {
        throw new UnsupportedOperationException();
    }

    /** Everything that it was asked to send. */
    List<Event> sent() {
        return List.copyOf(sent);
    }

    void deliver(Event event) {
        deliver(event, bundle -> true);
    }

    /** Calls the handlers of these bundles, on this thread. */
    void deliver(Event event, Predicate<Bundle> handlersOf) {
        for (ServiceReference<EventHandler> reference : handlers()) {
            EventHandler handler = handlersOf.test(reference.getBundle()) ? context.getService(reference) : null;
            if (handler != null) {
                handler.handleEvent(event);
            }
        }
    }

    private Iterable<ServiceReference<EventHandler>> handlers() {
        try {
            return context.getServiceReferences(EventHandler.class, "(event.topics=dev/mooring/*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
