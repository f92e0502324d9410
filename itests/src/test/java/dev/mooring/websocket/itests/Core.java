package dev.mooring.websocket.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.itests.support.HeapPath;
import dev.mooring.websocket.itests.support.HeapWalk;
import dev.mooring.websocket.itests.support.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The product's own bundle, and what there is of it. */
public final class Core {

    public static final String THREADS = "mooring-";

    private Core() {}

    public static Bundle bundle(BundleContext context) {
        return named(context, "dev.mooring.websocket.core");
    }

    /** Threads of connections: all of core's but its timer. */
    public static List<String> connectionThreads() {
        return Threads.named(THREADS).stream()
                .filter(thread -> !thread.startsWith(THREADS + "1 ") && !thread.equals(THREADS + "1"))
                .toList();
    }

    /** How many connections the whole heap has, live ones. */
    public static long openConnections() {
        return Histogram.instancesOf("dev.mooring.websocket.core.connection.ManagedConnection");
    }

    /** How our classes, or the libraries that we hand an extension's objects to, hold that class loader. */
    public static Optional<HeapPath> pathTo(BundleContext context, ClassLoader extension) {
        ClassLoader[] ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("dev.mooring.websocket.core")
                        || bundle.getSymbolicName().startsWith("dev.mooring.websocket.api")
                        || bundle.getSymbolicName().startsWith("tools.jackson"))
                .map(bundle -> bundle.adapt(BundleWiring.class).getClassLoader())
                .toArray(ClassLoader[]::new);
        return HeapWalk.from(ours).andThreads(THREADS).pathTo(extension);
    }

    /** Wires that bundle anew, and what depends on it. */
    public static void refresh(BundleContext context, Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertThat(refreshed.await(30, TimeUnit.SECONDS))
                .as("packages refreshed")
                .isTrue();
    }

    public static Bundle named(BundleContext context, String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
