package dev.mooring.websocket.itests;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;

/** The product's configuration, as an operator changes it. ConfigAdmin tells core a little later. */
public final class Configuration {

    private static final String PID = "dev.mooring.websocket";

    private Configuration() {}

    public static void set(BundleContext context, Map<String, ?> values) throws IOException {
        set(context, PID, values);
    }

    /** Any configuration, as any bundle may write it. */
    public static void set(BundleContext context, String pid, Map<String, ?> values) throws IOException {
        admin(context).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
    }

    /** One more configuration of a kind. */
    public static void add(BundleContext context, String pid, Map<String, ?> values) throws IOException {
        admin(context).createFactoryConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
    }

    /** All that were made. */
    public static void delete(BundleContext context) throws IOException, InvalidSyntaxException {
        org.osgi.service.cm.Configuration[] ours = admin(context).listConfigurations("(service.pid=" + PID + "*)");
        if (ours != null) {
            for (org.osgi.service.cm.Configuration configuration : ours) {
                configuration.delete();
            }
        }
    }

    private static ConfigurationAdmin admin(BundleContext context) {
        return context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }
}
