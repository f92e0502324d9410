package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    private Path home;

    @Test
    void bundlesComeInTheOrderOfTheList() throws IOException {
        Files.writeString(home.resolve("bundles.txt"), "second.jar\nfirst.jar\n\n");

        assertThat(new Installation(home).product())
                .containsExactly(home.resolve("bundles/second.jar"), home.resolve("bundles/first.jar"));
    }

    @Test
    void frameworkPropertiesAreRead() throws IOException {
        Files.writeString(home.resolve("framework.properties"), "a=1\nb=x,y\n");

        assertThat(new Installation(home).frameworkProperties()).containsOnly(entry("a", "1"), entry("b", "x,y"));
    }

    @Test
    void anIncompleteInstallationIsAReadableFailure() {
        assertThatThrownBy(new Installation(home)::shell)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Can't read " + home.resolve("shell.txt"));
    }
}
