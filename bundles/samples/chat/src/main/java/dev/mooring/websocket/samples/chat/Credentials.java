package dev.mooring.websocket.samples.chat;

import org.osgi.framework.BundleContext;

/** Where secrets come from: framework properties. A real extension asks the platform's secret store. */
final class Credentials {

    private static final String PREFIX = "dev.mooring.websocket.samples.chat.credentials.";

    private final BundleContext context;

    Credentials(BundleContext context) {
        this.context = context;
    }

    String secret(String name) {
        String secret = context.getProperty(PREFIX + name);
        if (secret == null) {
            throw new IllegalStateException("There is no secret of that name: set " + PREFIX + name);
        }
        return secret;
    }
}
