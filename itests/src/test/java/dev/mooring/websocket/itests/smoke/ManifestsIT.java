package dev.mooring.websocket.itests.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Our bundles say which versions they work with. */
class ManifestsIT {

    /** A comma outside of quotes: it separates the clauses of a header. */
    private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    /** Those of the JVM have no version that a range could name. */
    private static final Set<String> PACKAGES_OF_THE_JVM = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    @TestFactory
    Stream<DynamicTest> everyImportHasAVersionRange() throws IOException {
        try (Stream<Path> bundles = Files.list(Containers.features().resolve("bundles"))) {
            return bundles
                    .filter(bundle -> bundle.getFileName().toString().startsWith("dev.mooring."))
                    .sorted()
                    .toList()
                    .stream()
                    .map(bundle -> DynamicTest.dynamicTest(
                            bundle.getFileName().toString(),
                            () -> assertThat(importsWithoutRange(bundle)).isEmpty()));
        }
    }

    @Test
    void theSampleSaysThatItOpensWebSockets() throws IOException {
        assertThat(webSocketRequirementOfTheSample())
                .isEqualTo("dev.mooring.capability;filter:=\"(dev.mooring.capability=network:ws)\"");
    }

    @Test
    void withoutTheApiTheResolverNamesTheMissingCapability(@TempDir Path cache) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString(), "felix.log.level", "0"));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            ExtensionBundle extension = ExtensionBundle.named("extension")
                    .withHeader(Constants.IMPORT_PACKAGE, "org.osgi.framework")
                    .withHeader(Constants.REQUIRE_CAPABILITY, webSocketRequirementOfTheSample());
            Bundle installed = context.installBundle("test:extension", extension.toStream());

            assertThatThrownBy(installed::start)
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("dev.mooring.capability=network:ws");

            context.installBundle(
                    ofTheProduct("dev.mooring.websocket.api").toUri().toString());
            installed.start();
            assertThat(installed.getState()).isEqualTo(Bundle.ACTIVE);
        } finally {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
        }
    }

    private static String webSocketRequirementOfTheSample() throws IOException {
        Path sample = Containers.target().resolve("samples/dev.mooring.websocket.samples.echo.jar");
        return clauses(sample, Constants.REQUIRE_CAPABILITY)
                .filter(clause -> clause.startsWith("dev.mooring.capability;"))
                .findFirst()
                .orElse("");
    }

    private static Path ofTheProduct(String symbolicName) throws IOException {
        try (Stream<Path> bundles = Files.list(Containers.features().resolve("bundles"))) {
            return bundles.filter(bundle -> bundle.getFileName().toString().startsWith(symbolicName))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Stream<String> importsWithoutRange(Path bundle) throws IOException {
        return clauses(bundle, Constants.IMPORT_PACKAGE)
                .filter(clause -> !clause.contains(";version=\"["))
                .filter(clause -> !PACKAGES_OF_THE_JVM.contains(clause.split(";", 2)[0].trim()));
    }

    private static Stream<String> clauses(Path bundle, String header) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            String value = jar.getManifest().getMainAttributes().getValue(header);
            return CLAUSES.splitAsStream(value == null ? "" : value).filter(clause -> !clause.isBlank());
        }
    }
}
