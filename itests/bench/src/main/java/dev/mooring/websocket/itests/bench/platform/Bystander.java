package dev.mooring.websocket.itests.bench.platform;

import dev.mooring.websocket.itests.bench.subject.EventCounter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Counts the events of all connections, on the bus and like anybody. */
final class Bystander implements EventCounter, EventHandler {

    private static final String TOPICS = "dev/mooring/websocket/*";

    private final BundleContext context;
    private final AtomicLong events = new AtomicLong();
    private @Nullable ServiceRegistration<EventHandler> registration;

    Bystander(BundleContext context) {
        this.context = context;
    }

    @Override
    public synchronized void start() {
        events.set(0);
        registration = context.registerService(
                EventHandler.class, this, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, TOPICS)));
    }

    @Override
    public synchronized long stop() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        return events.get();
    }

    @Override
    public long count() {
        return events.get();
    }

    @Override
    public void handleEvent(Event event) {
        events.incrementAndGet();
    }
}
