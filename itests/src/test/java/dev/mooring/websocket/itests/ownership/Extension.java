package dev.mooring.websocket.itests.ownership;

import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** A {@link TalkingExtension} as a test sees it, from outside. */
final class Extension {

    private static final List<Bundle> INSTALLED = new ArrayList<>();

    private final Bundle bundle;

    private Extension(Bundle bundle) {
        this.bundle = bundle;
    }

    static ExtensionBundle bundle(String name, String url) {
        return ExtensionBundle.named(name).withHeader(TalkingExtension.URL, url).withActivator(TalkingExtension.class);
    }

    static Extension install(BundleContext context, ExtensionBundle bundle) throws BundleException {
        // A location of its own for each: the framework would give back the one that is installed already.
        Bundle installed = context.installBundle("test:" + System.nanoTime(), bundle.toStream());
        INSTALLED.add(installed);
        return new Extension(installed);
    }

    /** For the end of a test: whatever it left. */
    static void uninstallAll() throws BundleException {
        for (Bundle bundle : INSTALLED) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
        INSTALLED.clear();
    }

    static Extension start(BundleContext context, ExtensionBundle bundle) throws BundleException {
        Extension extension = install(context, bundle);
        extension.bundle.start();
        return extension;
    }

    Bundle bundle() {
        return bundle;
    }

    /** Connects as this extension would, also when core has been started anew. */
    WebSocketConnection connect(String url) {
        BundleContext context = bundle.getBundleContext();
        return context.getService(context.getServiceReference(WebSocketService.class))
                .connect(url);
    }

    /** What its handlers were called with so far. Can be kept when the extension is gone. */
    List<String> journal() {
        return service(List.class);
    }

    WebSocketService leakedService() {
        return (WebSocketService) service(Map.class).get(TalkingExtension.SERVICE);
    }

    WebSocketConnection leakedConnection() {
        return (WebSocketConnection) service(Map.class).get(TalkingExtension.CONNECTION);
    }

    Extension awaitOpen() {
        await().until(() -> journal().contains("opened"));
        return this;
    }

    WeakReference<ClassLoader> classLoader() {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    @SuppressWarnings("unchecked")
    private <S> S service(Class<? super S> type) {
        BundleContext context = bundle.getBundleContext();
        Optional<ServiceReference<?>> reference = Arrays.stream(bundle.getRegisteredServices())
                .filter(candidate -> List.of((String[]) candidate.getProperty(Constants.OBJECTCLASS))
                        .contains(type.getName()))
                .findFirst();
        return (S) context.getService(reference.orElseThrow());
    }
}
