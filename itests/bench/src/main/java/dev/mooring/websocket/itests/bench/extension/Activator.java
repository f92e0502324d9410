package dev.mooring.websocket.itests.bench.extension;

import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.bench.subject.Subject;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Gives the extension to whoever drives the benchmark. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        WebSocketService sockets = context.getService(context.getServiceReference(WebSocketService.class));
        context.registerService(Subject.class, new Extension(sockets), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
