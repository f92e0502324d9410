package dev.mooring.websocket.core.service;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives a service to the bundle that registered it, and to no other. */
final class OwnBundleOnly<S> implements ServiceFactory<S> {

    private final S service;

    OwnBundleOnly(S service) {
        this.service = service;
    }

    // The framework takes null for "not for you" (OSGi Core, section 5.9); its annotations don't say so.
    @SuppressWarnings("NullAway")
    @Override
    public @Nullable S getService(Bundle bundle, ServiceRegistration<S> registration) {
        boolean own = bundle.equals(registration.getReference().getBundle());
        return own ? service : null;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S given) {
        // The service is not made for its user, so nothing has to be taken down.
    }
}
