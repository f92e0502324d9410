package dev.mooring.websocket.core.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework with nothing in it, for the bundles of a test. */
final class Felix {

    private final Framework framework;

    private Felix(Framework framework) {
        this.framework = framework;
    }

    static Felix start(Path cache) throws BundleException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        "felix.log.level",
                        "0",
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE));
        framework.start();
        return new Felix(framework);
    }

    /** A bundle of manifest version 2 with that symbolic name. */
    Bundle install(String symbolicName) throws BundleException {
        return install(symbolicName, Map.of(), Map.of());
    }

    Bundle install(String symbolicName, Map<String, String> headers, Map<String, String> files) throws BundleException {
        Map<String, String> all = new HashMap<>(headers);
        all.put(Constants.BUNDLE_MANIFESTVERSION, "2");
        all.put(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        return install(all, files);
    }

    Bundle install(Map<String, String> headers, Map<String, String> files) throws BundleException {
        return framework.getBundleContext().installBundle("test:" + System.nanoTime(), jar(headers, files));
    }

    Bundle systemBundle() {
        return framework;
    }

    private static InputStream jar(Map<String, String> headers, Map<String, String> files) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
    }
}
