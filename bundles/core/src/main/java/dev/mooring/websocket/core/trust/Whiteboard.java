package dev.mooring.websocket.core.trust;

import dev.mooring.websocket.core.log.Log;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** The services of one type that members of the platform set have registered. Those of others are not even fetched. */
public final class Whiteboard<S> implements ServiceTrackerCustomizer<S, S> {

    private final BundleContext context;
    private final Class<S> type;
    private final PlatformSet platform;
    private final Log log;
    private final ServiceTracker<S, S> tracker;

    /** Set before this is opened. */
    private volatile Consumer<S> onGone = gone -> {};

    public Whiteboard(BundleContext context, Class<S> type, PlatformSet platform, Log log) {
        this.context = context;
        this.type = type;
        this.platform = platform;
        this.log = log;
        this.tracker = new ServiceTracker<>(context, type, this);
    }

    /** Who hears of services that have gone. */
    public void onGone(Consumer<S> listener) {
        onGone = listener;
    }

    public void open() {
        tracker.open();
    }

    public void close() {
        tracker.close();
    }

    /** All of them, the highest ranking first. */
    public List<S> services() {
        SortedMap<ServiceReference<S>, S> byRank = new TreeMap<>(Collections.reverseOrder());
        byRank.putAll(tracker.getTracked());
        return List.copyOf(byRank.values());
    }

    public Optional<S> best() {
        return services().stream().findFirst();
    }

    // A tracker takes null for "not tracked" (OSGi Core, section 701.2.3); its annotations don't say so.
    @SuppressWarnings("NullAway")
    @Override
    public @Nullable S addingService(ServiceReference<S> reference) {
        if (!platform.test(reference.getBundle())) {
            log.warn("A " + type.getSimpleName() + " of " + reference.getBundle()
                    + " is ignored: the bundle is not named" + " in the framework property " + PlatformSet.PROPERTY
                    + ".");
            return null;
        }
        return context.getService(reference);
    }

    @Override
    public void modifiedService(ServiceReference<S> reference, S service) {
        // Its rank is looked at when it is asked for.
    }

    @Override
    public void removedService(ServiceReference<S> reference, S service) {
        context.ungetService(reference);
        onGone.accept(service);
    }
}
