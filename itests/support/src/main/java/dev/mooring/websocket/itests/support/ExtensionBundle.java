package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A bundle to be installed by a test, made of the test's own classes. Immutable: each {@code with} returns a new
 * object.
 *
 * <pre>{@code
 * context.installBundle("test:chat", ExtensionBundle.named("com.example.chat").withActivator(Chat.class).toStream());
 * }</pre>
 *
 * <p>The bundle gets class files, not classes: it loads its own, which the test does not see, and meets the test
 * through what both import. So an activator reports through a service, a system property, or a server.
 */
public final class ExtensionBundle {

    private static final String IMPORTS = "Import-Package";
    private static final String CLASS = ".class";

    private final Map<String, String> headers;
    private final Map<String, byte[]> entries;

    private ExtensionBundle(Map<String, String> headers, Map<String, byte[]> entries) {
        this.headers = headers;
        this.entries = entries;
    }

    /**
     * Begins with an empty bundle, version 1.0.0, that imports {@code org.osgi.framework} and our API.
     *
     * @param symbolicName with its directives, if any
     * @return the bundle
     */
    public static ExtensionBundle named(String symbolicName) {
        return new ExtensionBundle(Map.of(), Map.of())
                .withHeader("Bundle-ManifestVersion", "2")
                .withHeader("Bundle-SymbolicName", symbolicName)
                .withHeader("Bundle-Version", "1.0.0")
                .withHeader(IMPORTS, "org.osgi.framework,dev.mooring.websocket");
    }

    /**
     * Sets the version.
     *
     * @param version of the bundle
     * @return a new bundle
     */
    public ExtensionBundle withVersion(String version) {
        return withHeader("Bundle-Version", version);
    }

    /**
     * Sets the activator and adds its class.
     *
     * @param activator a {@code BundleActivator}, public, with a public constructor
     * @return a new bundle
     */
    public ExtensionBundle withActivator(Class<?> activator) {
        return withHeader("Bundle-Activator", activator.getName()).withClasses(activator);
    }

    /**
     * Adds class files, as the loaders of these classes have them: each with its member and anonymous classes. A local
     * class that has a name must be named.
     *
     * @param classes to copy
     * @return a new bundle
     */
    public ExtensionBundle withClasses(Class<?>... classes) {
        ExtensionBundle bundle = this;
        for (Class<?> each : classes) {
            bundle = bundle.withClassFile(each, each.getName())
                    .withAnonymousClasses(each)
                    .withClasses(each.getDeclaredClasses());
        }
        return bundle;
    }

    /**
     * Imports more packages.
     *
     * @param clauses as in the manifest, for example {@code "org.osgi.service.event;version='[1.4,2)'"}
     * @return a new bundle
     */
    public ExtensionBundle withImports(String... clauses) {
        return withHeader(IMPORTS, headers.get(IMPORTS) + "," + String.join(",", clauses));
    }

    /**
     * Sets any header, one of ours included.
     *
     * @param name of the header
     * @param value as the manifest is to have it
     * @return a new bundle
     */
    public ExtensionBundle withHeader(String name, String value) {
        return new ExtensionBundle(with(headers, name, value), entries);
    }

    /**
     * Adds a file.
     *
     * @param path for example {@code "OSGI-INF/chat.xml"}
     * @param text goes in as UTF-8
     * @return a new bundle
     */
    public ExtensionBundle withResource(String path, String text) {
        return withResource(path, text.getBytes(UTF_8));
    }

    /**
     * Adds a file.
     *
     * @param path for example {@code "icon.png"}
     * @param bytes its content
     * @return a new bundle
     */
    public ExtensionBundle withResource(String path, byte[] bytes) {
        return new ExtensionBundle(headers, with(entries, path, bytes.clone()));
    }

    /**
     * Writes the jar.
     *
     * @return the whole of it, in memory, new for each call
     */
    public InputStream toStream() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The jar could not be written", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    // The compiler counts them from 1, and so does this, until there is none.
    private ExtensionBundle withAnonymousClasses(Class<?> outer) {
        ExtensionBundle bundle = this;
        for (int i = 1; outer.getResource(path(outer.getName() + "$" + i)) != null; i++) {
            bundle = bundle.withClassFile(outer, outer.getName() + "$" + i);
        }
        return bundle;
    }

    private ExtensionBundle withClassFile(Class<?> neighbour, String name) {
        try (InputStream file = requireNonNull(neighbour.getResourceAsStream(path(name)), name)) {
            return withResource(path(name).substring(1), file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The class file could not be read: " + name, e);
        }
    }

    private static String path(String className) {
        return "/" + className.replace('.', '/') + CLASS;
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
