package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

class ExtensionBundleTest {

    /** Has all sorts of classes in it. */
    static class Activator {
        final Callable<String> anonymous = new Callable<>() {
            @Override
            public String call() {
                return new Member.Inner().toString();
            }
        };

        static class Member {
            static class Inner {}
        }
    }

    @Test
    void aNameIsEnoughForABundle() throws IOException {
        Attributes headers = headers(ExtensionBundle.named("x.chat"));

        assertThat(headers.getValue("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("x.chat");
        assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.0.0");
        assertThat(headers.getValue("Import-Package")).isEqualTo("org.osgi.framework,dev.mooring.websocket");
        assertThat(headers.getValue("Bundle-Activator")).isNull();
    }

    @Test
    void headersAndImportsAreAddedOrReplaced() throws IOException {
        Attributes headers = headers(ExtensionBundle.named("x.chat")
                .withVersion("2.1.0")
                .withImports("a.b;version='[1,2)'", "c.d")
                .withHeader("Extension-Id", "chat")
                .withHeader("Extension-Id", "talk"));

        assertThat(headers.getValue("Bundle-Version")).isEqualTo("2.1.0");
        assertThat(headers.getValue("Import-Package"))
                .isEqualTo("org.osgi.framework,dev.mooring.websocket,a.b;version='[1,2)',c.d");
        assertThat(headers.getValue("Extension-Id")).isEqualTo("talk");
    }

    @Test
    void anActivatorComesWithItsMembersAndAnonymousClasses() throws IOException {
        ExtensionBundle bundle = ExtensionBundle.named("x.chat").withActivator(Activator.class);

        String name = Activator.class.getName();
        assertThat(headers(bundle).getValue("Bundle-Activator")).isEqualTo(name);
        assertThat(entries(bundle))
                .containsOnlyKeys(file(name), file(name + "$1"), file(name + "$Member"), file(name + "$Member$Inner"));
        assertThat(entries(bundle).get(file(name)))
                .isEqualTo(Activator.class.getResourceAsStream("/" + file(name)).readAllBytes());
    }

    @Test
    void resourcesKeepTheirBytes() throws IOException {
        ExtensionBundle bundle = ExtensionBundle.named("x.chat")
                .withResource("resource.json", "{\"id\": \"grüß\"}")
                .withResource("OSGI-INF/x.bin", new byte[] {0, -1});

        assertThat(entries(bundle).get("resource.json")).isEqualTo("{\"id\": \"grüß\"}".getBytes(UTF_8));
        assertThat(entries(bundle).get("OSGI-INF/x.bin")).containsExactly(0, -1);
    }

    @Test
    void aBundleStaysAsItIs() throws IOException {
        ExtensionBundle first = ExtensionBundle.named("x.chat");
        ExtensionBundle second = first.withVersion("2.0.0").withResource("a", "b");

        assertThat(headers(first).getValue("Bundle-Version")).isEqualTo("1.0.0");
        assertThat(entries(first)).isEmpty();
        assertThat(second.toStream()).hasSameContentAs(second.toStream());
    }

    private static String file(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static Attributes headers(ExtensionBundle bundle) throws IOException {
        try (JarInputStream jar = new JarInputStream(bundle.toStream())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    private static Map<String, byte[]> entries(ExtensionBundle bundle) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (JarInputStream jar = new JarInputStream(bundle.toStream())) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                jar.transferTo(bytes);
                entries.put(entry.getName(), bytes.toByteArray());
            }
        }
        return entries;
    }
}
