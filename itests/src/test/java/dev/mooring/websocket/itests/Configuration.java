package dev.mooring.websocket.itests;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/** The product's configuration, as an operator changes it. ConfigAdmin tells core a little later. */
public final class Configuration {

    private static final String PID = "dev.mooring.websocket";

    private Configuration() {}

    public static void set(BundleContext context, Map<String, ?> values) throws IOException {
        of(context).update(FrameworkUtil.asDictionary(values));
    }

    public static void delete(BundleContext context) throws IOException {
        of(context).delete();
    }

    private static org.osgi.service.cm.Configuration of(BundleContext context) throws IOException {
        return context.getService(context.getServiceReference(ConfigurationAdmin.class))
                .getConfiguration(PID, "?");
    }
}
