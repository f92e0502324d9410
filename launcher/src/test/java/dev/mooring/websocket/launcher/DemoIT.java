package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void withoutArgumentsTheWholeStoryIsShownAndNothingElse() throws Exception {
        try (Launch launch = Launch.start(folder)) {

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.out())
                    .containsSubsequence(
                            "server     listens on ws://127.0.0.1:",
                            "extension  connected as dev.mooring.websocket.samples.echo_ws_0",
                            "extension  sent Hello from an OSGi extension",
                            "extension  received Hello from an OSGi extension",
                            "platform   stops the extension",
                            "server     saw the connection close with code 1001");
            assertThat(launch.err()).isEmpty();
        }
    }

    @Test
    void verboseWritesLogsOfAllKindsToStandardErrorOnly() throws Exception {
        try (Launch launch = Launch.start(folder, "--verbose")) {

            assertThat(launch.exitCode()).isZero();
            assertThat(launch.err())
                    .contains("Events.Framework.org.apache.felix.framework: FrameworkEvent STARTED")
                    .contains("Events.Bundle.dev.mooring.websocket.core: BundleEvent STARTED")
                    .contains("org.eclipse.jetty.server.Server: Started");
            assertThat(launch.out()).doesNotContain("Event", "jetty");
        }
    }
}
