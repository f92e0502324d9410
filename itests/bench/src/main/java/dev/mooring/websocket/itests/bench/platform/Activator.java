package dev.mooring.websocket.itests.bench.platform;

import dev.mooring.websocket.itests.bench.subject.EventCounter;
import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/** Sets the one thing that stands between an extension and thousands of connections. */
public final class Activator implements BundleActivator {

    private static final String PID = "dev.mooring.websocket";
    private static final int MAX_CONNECTIONS = 10_000;

    @Override
    public void start(BundleContext context) throws IOException {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        admin.getConfiguration(PID, "?").update(FrameworkUtil.asDictionary(Map.of("maxConnections", MAX_CONNECTIONS)));
        context.registerService(EventCounter.class, new Bystander(context), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
