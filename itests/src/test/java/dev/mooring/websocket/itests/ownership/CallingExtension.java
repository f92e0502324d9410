package dev.mooring.websocket.itests.ownership;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An extension that calls, when it starts, what another bundle offers as a {@link Runnable}. */
public final class CallingExtension implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.getService(context.getServiceReference(Runnable.class)).run();
    }

    @Override
    public void stop(BundleContext context) {}
}
