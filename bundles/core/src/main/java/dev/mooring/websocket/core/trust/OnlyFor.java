package dev.mooring.websocket.core.trust;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives a service to some bundles, and to no others: not even its class, which leads to all that it refers to. */
public final class OnlyFor<S> implements ServiceFactory<S> {

    private final Predicate<Bundle> users;
    private final S service;

    public OnlyFor(Predicate<Bundle> users, S service) {
        this.users = users;
        this.service = service;
    }

    // The framework takes null for "not for you" (OSGi Core, section 5.9); its annotations don't say so.
    @SuppressWarnings("NullAway")
    @Override
    public @Nullable S getService(Bundle bundle, ServiceRegistration<S> registration) {
        return users.test(bundle) ? service : null;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S given) {
        // The service is not made for its user, so nothing has to be taken down.
    }
}
