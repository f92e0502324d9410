package dev.mooring.websocket.itests.races;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A line for each race in one file, however many test classes run them. */
final class RaceReport {

    /** Where the file is. */
    static final String FILE = "mooring.races.report";

    private RaceReport() {}

    static void write(String race, int rounds, Map<String, Integer> outcomes, Duration duration) throws IOException {
        String line = outcomes.entrySet().stream()
                .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                .collect(Collectors.joining(
                        "; ", race + ": ", " (%d rounds, %d ms)".formatted(rounds, duration.toMillis())));
        System.out.println(line);
        Path file = Path.of(System.getProperty(FILE));
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        lines.removeIf(earlier -> earlier.startsWith(race + ": "));
        lines.add(line);
        Files.write(file, lines);
    }
}
