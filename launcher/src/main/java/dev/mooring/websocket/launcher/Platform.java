package dev.mooring.websocket.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * An OSGi framework and its cache, a temporary folder that goes when the framework goes: when this object is closed, or
 * when the JVM ends before that, as with Ctrl-C. Thread-safe: closing waits for who is still installing.
 */
final class Platform implements AutoCloseable {

    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

    // All guarded by this.
    private @Nullable Path cache;
    private @Nullable Framework framework;
    private boolean closed;

    private Platform() {}

    /**
     * Starts a framework without bundles.
     *
     * @param properties what it is told
     * @param logs gets its logs
     */
    static Platform start(Map<String, String> properties, Logs logs) {
        Platform platform = new Platform();
        // Before there is anything to clean up, so that nothing can be missed.
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "mooring-shutdown"));
        try {
            platform.boot(properties, logs);
        } catch (BundleException | IOException e) {
            platform.close();
            throw new Failure("The OSGi framework did not start: " + e.getMessage(), e);
        }
        return platform;
    }

    private synchronized void boot(Map<String, String> properties, Logs logs) throws BundleException, IOException {
        checkOpen();
        Path folder = Files.createTempDirectory("mooring-");
        cache = folder;
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, folder.toString());
        all.put("org.osgi.service.log.admin.loglevel", "INFO");
        Framework fresh = ServiceLoader.load(FrameworkFactory.class, Platform.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new BundleException("there is none in lib/"))
                .newFramework(all);
        framework = fresh;
        fresh.init();
        fresh.getBundleContext().addFrameworkListener(logs);
        new OsgiLog(fresh.getBundleContext(), logs).open();
        fresh.start();
    }

    /** Installs bundles in their order, then starts them in their order. */
    synchronized List<Bundle> install(List<Path> jars) {
        checkOpen();
        List<Bundle> bundles = new ArrayList<>();
        try {
            for (Path jar : jars) {
                bundles.add(context().installBundle(jar.toUri().toString()));
            }
            for (Bundle bundle : bundles) {
                bundle.start();
            }
        } catch (BundleException e) {
            throw new Failure("A bundle did not start: " + e.getMessage(), e);
        }
        return bundles;
    }

    /** The framework's own. */
    synchronized BundleContext context() {
        return requireNonNull(framework).getBundleContext();
    }

    /** Waits until the framework has stopped, whoever stops it. */
    void awaitStop() throws InterruptedException {
        Framework running;
        synchronized (this) {
            running = requireNonNull(framework);
        }
        running.waitForStop(0);
    }

    /** Stops everything and leaves nothing behind. Twice is fine. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (framework != null) {
                framework.stop();
                framework.waitForStop(STOP_MILLIS);
            }
        } catch (BundleException e) {
            throw new IllegalStateException("The OSGi framework did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (cache != null) {
                delete(cache);
            }
        }
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new Failure("Ended while starting");
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Left behind: " + folder, e);
        }
    }
}
