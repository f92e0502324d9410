package dev.mooring.websocket.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The assembled launcher as a process, started in an empty folder that is not its own, and with an empty folder for
 * temporary files. At the end both have to be empty again.
 */
final class Launch implements AutoCloseable {

    private static final Path JAR = Path.of("target/mooring/mooring.jar").toAbsolutePath();

    private static final long PATIENCE_SECONDS = 60;

    private final Path current;
    private final Path temporary;
    private final Path out;
    private final Path err;
    private final Process process;

    private Launch(Path folder, String... words) throws IOException {
        current = Files.createDirectory(folder.resolve("current"));
        temporary = Files.createDirectory(folder.resolve("temporary"));
        out = folder.resolve("out.txt");
        err = folder.resolve("err.txt");
        List<String> command = new ArrayList<>(withDefaultSignals());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(words));
        process = new ProcessBuilder(command)
                .directory(current.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    static Launch start(Path folder, String... words) throws IOException {
        return new Launch(folder, words);
    }

    /** Waits until standard output has a text. */
    void awaitOut(String text) {
        await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> out().contains(text) || !process.isAlive());
        assertThat(out()).as("with %s", err()).contains(text);
    }

    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Does what Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for the end, and looks at what is left. */
    int exitCode() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS))
                .as("ends by itself; so far: %s%s", out(), err())
                .isTrue();
        assertThat(content(current)).isEmpty();
        assertThat(content(temporary)).isEmpty();
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    /** Standard error, without what JVMs from 24 on have to say about Felix. */
    String err() {
        if (Runtime.version().feature() < 24) {
            return read(err);
        }
        return read(err)
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A build in the background may ignore Ctrl-C, and so would its children, but for this. */
    private static List<String> withDefaultSignals() {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
