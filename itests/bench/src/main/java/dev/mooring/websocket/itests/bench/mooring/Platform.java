package dev.mooring.websocket.itests.bench.mooring;

import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with the product in it, and with the two bundles of the benchmark. */
final class Platform {

    private static final String CORE = "dev.mooring.websocket.core";
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Path home;
    private final Features features;
    private final Path cache;
    private final Framework framework;

    private Platform(Path home, Features features, Path cache, Framework framework) {
        this.home = home;
        this.features = features;
        this.cache = cache;
        this.framework = framework;
    }

    static Platform boot(Path home, Features features, Map<String, String> properties)
            throws IOException, BundleException {
        Path cache = Files.createTempDirectory("mooring-bench-");
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Subject.class.getPackageName());
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(all);
        framework.start();
        return new Platform(home, features, cache, framework);
    }

    /** Starts core last, so that the configuration is there from its first moment. Gives back the extension. */
    Bundle startProduct() throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        try {
            for (Path jar : features.bundles()) {
                bundles.add(install(jar));
            }
        } catch (IOException e) {
            throw new BundleException("No features to install", e);
        }
        bundles.add(install(home.resolve("platform.jar")));
        Bundle core = bundles.stream()
                .filter(bundle -> CORE.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        bundles.remove(core);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        core.start();
        Bundle extension = install(home.resolve("extension.jar"));
        extension.start();
        return extension;
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    <S> S service(Class<S> type) {
        BundleContext context = framework.getBundleContext();
        ServiceReference<S> reference = context.getServiceReference(type);
        if (reference == null) {
            throw new IllegalStateException("No bundle has registered a " + type.getName());
        }
        return context.getService(reference);
    }

    void shutDown() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
