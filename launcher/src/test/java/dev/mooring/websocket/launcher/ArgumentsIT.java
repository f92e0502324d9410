package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsIT {

    @TempDir
    private Path folder;

    @Test
    void wrongArgumentsAreAnsweredWithTheUsage() throws Exception {
        try (Launch launch = Launch.start(folder, "http://example.com/")) {

            assertThat(launch.exitCode()).isEqualTo(2);
            assertThat(launch.err())
                    .startsWith("mooring: Not a ws:// or wss:// URL: http://example.com/")
                    .contains("Usage: java -jar mooring.jar [options] [URL]");
            assertThat(launch.out()).isEmpty();
        }
    }

    @Test
    void helpIsNoError() throws Exception {
        try (Launch launch = Launch.start(folder, "--help")) {

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.out()).isEqualToNormalizingNewlines(Arguments.USAGE);
            assertThat(launch.err()).isEmpty();
        }
    }
}
