package dev.mooring.websocket.itests.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.itests.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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

    private static Stream<String> importsWithoutRange(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            String imports = jar.getManifest().getMainAttributes().getValue("Import-Package");
            return CLAUSES.splitAsStream(imports == null ? "" : imports)
                    .filter(clause -> !clause.isBlank() && !clause.contains(";version=\"["))
                    .filter(clause -> !PACKAGES_OF_THE_JVM.contains(clause.split(";", 2)[0].trim()));
        }
    }
}
