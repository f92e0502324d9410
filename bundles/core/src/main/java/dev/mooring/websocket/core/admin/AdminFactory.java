package dev.mooring.websocket.core.admin;

import dev.mooring.websocket.core.connection.Registry;
import dev.mooring.websocket.core.connection.Watches;
import dev.mooring.websocket.core.consent.Consents;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.platform.WebSocketAdmin;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives the administration to each member of the platform set, and nothing to anybody else. */
public final class AdminFactory implements ServiceFactory<WebSocketAdmin> {

    private final Predicate<Bundle> platform;
    private final Registry registry;
    private final Watches watches;
    private final EventBus bus;
    private final Consents consents;

    public AdminFactory(
            Predicate<Bundle> platform, Registry registry, Watches watches, EventBus bus, Consents consents) {
        this.platform = platform;
        this.registry = registry;
        this.watches = watches;
        this.bus = bus;
        this.consents = consents;
    }

    // The framework takes null for "not for you" (OSGi Core, section 5.9); its annotations don't say so.
    @SuppressWarnings("NullAway")
    @Override
    public @Nullable WebSocketAdmin getService(Bundle bundle, ServiceRegistration<WebSocketAdmin> registration) {
        return platform.test(bundle) ? new Admin(registry, watches, bus, consents) : null;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<WebSocketAdmin> registration, WebSocketAdmin admin) {
        ((Admin) admin).end();
    }
}
