package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ShellIT {

    /** A line of {@code lb}: number, state, start level, name. */
    private static final Pattern SAMPLE = Pattern.compile("(\\d+)\\|Active +\\| +\\d+\\|Mooring :: Samples :: Echo");

    @TempDir
    private Path folder;

    @Test
    void bundlesCanBeLookedAtAndStoppedByHand() throws Exception {
        try (Launch launch = Launch.start(folder, "--shell")) {
            launch.awaitOut("g! ");

            launch.type("lb");
            launch.awaitOut("Mooring :: Samples :: Echo");
            Matcher sample = SAMPLE.matcher(launch.out());
            assertThat(sample.find()).isTrue();
            launch.type("stop " + sample.group(1));
            launch.awaitOut("server     saw the connection close with code 1001");
            launch.type("exit");

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.err()).isEmpty();
        }
    }

    @Test
    void theEndOfInputEndsTheShell() throws Exception {
        try (Launch launch = Launch.start(folder, "--shell")) {
            launch.awaitOut("g! ");

            launch.endInput();

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.err()).isEmpty();
        }
    }

    @Test
    void stoppingTheFrameworkEndsTheShell() throws Exception {
        try (Launch launch = Launch.start(folder, "--shell")) {
            launch.awaitOut("g! ");

            launch.type("stop 0");

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.err()).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no kill command to press Ctrl-C with")
    void ctrlCEndsTheShell() throws Exception {
        try (Launch launch = Launch.start(folder, "--shell")) {
            launch.awaitOut("g! ");

            launch.interrupt();

            assertThat(launch.exitCode()).isEqualTo(130);
            assertThat(launch.err()).isEmpty();
        }
    }
}
