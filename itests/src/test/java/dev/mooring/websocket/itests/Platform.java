package dev.mooring.websocket.itests;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.util.Map;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A member of the platform set, which a test has named at launch. */
public final class Platform {

    private static final String NAME = "test.platform";

    private final Bundle bundle;

    private Platform(Bundle bundle) {
        this.bundle = bundle;
    }

    /** For the container. */
    public static Option named() {
        return frameworkProperty("dev.mooring.websocket.platform").value(NAME);
    }

    public static Platform start(Extensions extensions) throws BundleException {
        return new Platform(extensions.start(content(NAME), "test:" + NAME));
    }

    /** A bundle that knows what platforms know, whoever it is. */
    public static ExtensionBundle content(String symbolicName) {
        return ExtensionBundle.named(symbolicName)
                .withImports("dev.mooring.websocket.spi", "dev.mooring.websocket.platform");
    }

    public Bundle bundle() {
        return bundle;
    }

    public <S> S get(Class<S> type) {
        return bundle.getBundleContext().getService(bundle.getBundleContext().getServiceReference(type));
    }

    public <S> ServiceRegistration<S> register(Class<S> type, S service) {
        return register(bundle, type, service, 0);
    }

    public static <S> ServiceRegistration<S> register(Bundle bundle, Class<S> type, S service, int ranking) {
        return bundle.getBundleContext()
                .registerService(type, service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking)));
    }
}
