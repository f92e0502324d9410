package dev.mooring.websocket.itests;

import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Extensions without code of their own: the test acts through their bundle contexts. */
public final class Extensions {

    private final BundleContext context;
    private final List<Bundle> installed = new ArrayList<>();

    public Extensions(BundleContext context) {
        this.context = context;
    }

    public Bundle start(String symbolicName) throws BundleException {
        return start(ExtensionBundle.named(symbolicName), "test:" + symbolicName);
    }

    public Bundle start(ExtensionBundle content, String location) throws BundleException {
        Bundle bundle = context.installBundle(location, content.toStream());
        installed.add(bundle);
        bundle.start();
        return bundle;
    }

    /** The service as that bundle has it. */
    public static WebSocketService socketsOf(Bundle bundle) {
        BundleContext its = bundle.getBundleContext();
        return its.getService(its.getServiceReference(WebSocketService.class));
    }

    /** For the end of a test. */
    public void uninstallAll() throws BundleException {
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
        installed.clear();
    }
}
