package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.core.identity.Identities;
import dev.mooring.websocket.core.identity.Identity;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * The lives of all bundles. The framework calls synchronously for each change (OSGi Core, section 10.3), so a life
 * begins before its bundle can do anything and is over before {@code Bundle.stop()} returns. A start that fails, an
 * update, a refresh, an uninstall and the framework's own end all go through the same states.
 */
final class Lives implements BundleTrackerCustomizer<Life> {

    private final BundleTracker<Life> tracker;
    private final Supplier<Duration> stopTimeout;

    /** Set when all lives have ended: nobody has to be waited for any more. */
    private volatile boolean closed;

    private final Identities identities = new Identities();

    /** By id. Never shrinks, so that no connection id is used twice. */
    private final Map<String, Extension> extensions = new ConcurrentHashMap<>();

    /** Those that may not connect, just so. Apart from the others, so that nothing they do can be felt there. */
    private final Map<String, Extension> refused = new ConcurrentHashMap<>();

    Lives(BundleContext context, Supplier<Duration> stopTimeout) {
        this.stopTimeout = stopTimeout;
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING, this);
    }

    void open() {
        tracker.open();
        // A bundle that began to stop while the tracker was taking it in has not been seen stopping.
        tracker.getTracked().forEach((bundle, life) -> {
            if (bundle.getState() == Bundle.STOPPING) {
                life.stopping();
            }
        });
    }

    /** Ends all lives. */
    void close() {
        Collection<Life> all = all();
        all.forEach(Life::end);
        long deadline = deadline();
        all.forEach(life -> life.awaitCallbacks(deadline));
        closed = true;
        tracker.close();
    }

    private long deadline() {
        return System.nanoTime() + stopTimeout.get().toNanos();
    }

    Life of(Bundle bundle) {
        Life life = tracker.getObject(bundle);
        if (life != null) {
            return life;
        }
        Identity identity = Identities.none(bundle);
        return Life.over(identity, extension(identity));
    }

    Collection<Life> all() {
        return tracker.getTracked().values();
    }

    private Extension extension(Identity identity) {
        Map<String, Extension> known = identity.isValid() ? extensions : refused;
        return known.computeIfAbsent(identity.extensionId(), Extension::new);
    }

    @Override
    public Life addingBundle(Bundle bundle, BundleEvent event) {
        Identity identity = identities.claim(bundle);
        return Life.begin(identity, extension(identity), bundle.getState() == Bundle.STOPPING);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Life life) {
        if (bundle.getState() == Bundle.STOPPING) {
            life.stopping();
        }
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Life life) {
        life.end();
        identities.release(life.identity());
        if (!closed) {
            life.awaitCallbacks(deadline());
        }
    }
}
