package dev.mooring.websocket.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.when;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.ops4j.pax.exam.Option;

/** The containers that tests run in, each with the feature set as it ships. */
public final class Containers {

    private static final Path TARGET = Path.of(System.getProperty("mooring.target", "target"));

    private Containers() {}

    /** Felix with the product, its framework properties, and what tests are written with. */
    public static Option[] felix(Option... more) {
        return felixBut(shipped -> true, more);
    }

    /**
     * Felix with a part of the product: for containers that have something else in place of the rest.
     *
     * @param wanted says of each bundle's file and of each framework property whether it is to be there
     */
    public static Option[] felixBut(Predicate<String> wanted, Option... more) {
        List<Option> options = new ArrayList<>();
        options.add(product(wanted));
        options.add(testing());
        options.addAll(List.of(more));
        return options.toArray(Option[]::new);
    }

    /** The bundles that tests use beside the product: servers and extensions. */
    public static Option support() {
        return file("bundles/dev.mooring.websocket.itests.support.jar");
    }

    /** Equinox's EventAdmin. */
    public static Option equinoxEventAdmin() {
        return composite(
                file("equinox/org.eclipse.equinox.supplement.jar"), file("equinox/org.eclipse.equinox.event.jar"));
    }

    /** The build's folder, for what a test wants to leave there. */
    public static Path target() {
        return TARGET;
    }

    /** The folder with the feature set: {@code bundles.txt}, {@code bundles/}, {@code framework.properties}. */
    public static Path features() {
        return TARGET.resolve("features");
    }

    private static Option product(Predicate<String> wanted) {
        List<Option> options = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(features().resolve("framework.properties"))) {
            Properties properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().stream()
                    .filter(wanted)
                    .forEach(key -> options.add(frameworkProperty(key).value(properties.getProperty(key))));
            Files.readAllLines(features().resolve("bundles.txt")).stream()
                    .filter(wanted)
                    .forEach(name -> options.add(file("features/bundles/" + name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return composite(options.toArray(Option[]::new));
    }

    private static Option testing() {
        return composite(
                quiet(),
                file("pax/slf4j-api.jar"),
                file("pax/slf4j-simple.jar"),
                systemProperty("org.slf4j.simpleLogger.defaultLogLevel").value("warn"),
                file("bundles/hamcrest.jar"),
                bundle("link:classpath:META-INF/links/org.apache.servicemix.bundles.junit.link"),
                bundle("link:classpath:META-INF/links/org.ops4j.pax.exam.invoker.junit.link"),
                systemProperty("pax.exam.invoker").value("junit"),
                file("bundles/byte-buddy.jar"),
                file("bundles/assertj-core.jar"),
                file("bundles/awaitility.jar"));
    }

    /** Felix 7.0.5 uses what newer JVMs warn of. */
    private static Option quiet() {
        return when(Runtime.version().feature() >= 24).useOptions(vmOption("--sun-misc-unsafe-memory-access=allow"));
    }

    private static Option file(String path) {
        return bundle(uri(path));
    }

    private static String uri(String path) {
        return TARGET.resolve(path).toUri().toString();
    }
}
