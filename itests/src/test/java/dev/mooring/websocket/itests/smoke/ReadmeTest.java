package dev.mooring.websocket.itests.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README tells the truth. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void itsExtensionCompilesAndHasFewerThan25Lines(@TempDir Path folder) throws IOException {
        String extension = blocks("java").get(0);
        Path source = Files.writeString(folder.resolve("Feed.java"), extension);

        StringWriter complaints = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString());
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        assertThat(extension.lines().filter(line -> !line.isBlank())).hasSizeLessThan(25);
    }

    @Test
    void itsFirstTwoCommandsAreOneLineEachAndCiRunsTheSecond() throws IOException {
        List<String> commands = blocks("sh");

        assertThat(commands.get(0).lines()).hasSize(1);
        assertThat(commands.get(1).lines()).hasSize(1);
        assertThat(Files.readString(ROOT.resolve(".ci/run")))
                .contains(commands.get(1).strip());
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        assertThat(matches("\\]\\((?!https?:)([^)#]+)\\)"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static List<String> blocks(String language) throws IOException {
        return matches("```" + language + "\\n(.*?)```");
    }

    private static List<String> matches(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
