package dev.mooring.websocket.itests.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** All figures of a run, and the table made of their medians. */
final class Figures {

    static final String HEADER = "measure\tsize\tsubject\tvalue\tunit\tratio-to-raw-tyrus";

    private static final String RAW = "tyrus-jdk";
    private static final double EXACT_FROM = 100;

    /** One for each line of the table, and for each way to send below that. */
    private record Key(String figure, String size, String subject) {}

    private final Map<Key, Map<String, List<Double>>> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    void add(String figure, String size, String subject, String way, String unit, double value) {
        units.put(figure, unit);
        values.computeIfAbsent(new Key(figure, size, subject), key -> new LinkedHashMap<>())
                .computeIfAbsent(way, key -> new ArrayList<>())
                .add(value);
    }

    /** In the order of the arguments, whatever the order of the rounds was. */
    List<String> table(List<String> figures, List<String> sizes, List<String> subjects) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (String figure : figures) {
            for (String size : sizes) {
                for (String subject : subjects) {
                    line(new Key(figure, size, subject), lines);
                }
            }
        }
        return lines;
    }

    private void line(Key key, List<String> lines) {
        OptionalDouble value = best(key);
        if (value.isEmpty()) {
            return;
        }
        OptionalDouble raw = best(new Key(key.figure, key.size, RAW));
        String ratio = raw.isPresent() && raw.getAsDouble() > 0
                ? String.format(Locale.ROOT, "%.2f", value.getAsDouble() / raw.getAsDouble())
                : "-";
        lines.add(String.join(
                "\t",
                key.figure,
                key.size,
                key.subject,
                number(value.getAsDouble()),
                units.getOrDefault(key.figure, ""),
                ratio));
    }

    /** The median; where there are several ways to send, that of the fastest. */
    private OptionalDouble best(Key key) {
        return values.getOrDefault(key, Map.of()).values().stream()
                .mapToDouble(Figures::median)
                .min();
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < EXACT_FROM ? "%.2f" : "%.0f", value);
    }

    /** Every single figure, for those who want to see how they scatter. */
    List<String> raw() {
        List<String> lines = new ArrayList<>();
        values.forEach((key, ways) -> ways.forEach((way, all) -> all.forEach(value ->
                lines.add(String.join("\t", key.figure, key.size, key.subject, way, Double.toString(value))))));
        return lines;
    }
}
