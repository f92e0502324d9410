package dev.mooring.websocket.itests.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of promises names tests that are there, and leaves no promise out. */
class PromisesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9a-o]+) \\| .*$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");

    /** Those of the JSON gateway and its SDKs left out. */
    private static final List<String> NUMBERS = List.of(
            "1", "2", "3", "4", "5", "6", "13", "20", "21", "22", "23", "24", "25", "26", "28", "29", "32", "33", "34",
            "35", "36", "37", "38", "39", "40", "42", "a", "b", "c", "d", "f", "g", "h", "i", "j", "k", "l", "m", "n",
            "o");

    @Test
    void everyPromiseHasARowWithATest() throws IOException {
        Map<String, String> rows =
                ROW.matcher(readme()).results().collect(Collectors.toMap(row -> row.group(1), MatchResult::group));

        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(NUMBERS);
        assertThat(rows.values()).allSatisfy(row -> assertThat(row).containsPattern(TEST));
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Map<String, String> sources = sources();

        assertThat(TEST.matcher(readme()).results()).isNotEmpty().allSatisfy(test -> {
            assertThat(sources).containsKey(test.group(1));
            assertThat(sources.get(test.group(1))).contains("void " + test.group(2) + "(");
        });
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("itests/README.md"));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/test/java/.*(IT|Test)\\.java"))
                    .collect(
                            Collectors.toMap(PromisesTest::className, PromisesTest::text, (one, other) -> one + other));
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
