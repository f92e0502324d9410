package dev.mooring.websocket.itests.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * The command {@code itests/bench/hot}: of the samples of a flight recording, how many are in which method, how many in
 * which part of the house, and on which threads. Arguments: the recording, and how many lines of each at most.
 */
public final class Hot {

    private static final int LINES = 30;
    private static final double PERCENT = 100;

    /** By CPU time where there are any (JDK 25), else by Java code that was running. */
    private static final List<String> EVENTS = List.of("jdk.CPUTimeSample", "jdk.ExecutionSample");

    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> parts = new HashMap<>();
    private final Map<String, Integer> threads = new HashMap<>();
    private int samples;

    private Hot() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int lines = args.length > 1 ? Integer.parseInt(args[1]) : LINES;
        for (String event : EVENTS) {
            Hot hot = new Hot();
            hot.read(file, event);
            if (hot.samples > 0) {
                System.out.println(hot.samples + " samples of " + event);
                print("On whose behalf", hot.parts, hot.samples, lines);
                print("Top frames", hot.methods, hot.samples, lines);
                print("Threads", hot.threads, hot.samples, lines);
                return;
            }
        }
        System.out.println("No samples in " + file);
    }

    private void read(Path file, String type) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(type) && stack != null) {
                    count(event, stack.getFrames());
                }
            }
        }
    }

    private void count(RecordedEvent event, List<RecordedFrame> frames) {
        samples++;
        methods.merge(method(frames.get(0)), 1, Integer::sum);
        parts.merge(Part.of(frames), 1, Integer::sum);
        threads.merge(thread(event), 1, Integer::sum);
    }

    /** The numbers of pooled threads are left out. */
    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.getThread(event.hasField("sampledThread") ? "sampledThread" : "eventThread");
        String name = thread == null ? null : thread.getJavaName();
        return name == null || name.isEmpty() ? "(no name)" : name.replaceAll("[0-9]+", "#");
    }

    private static String method(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }

    private static void print(String title, Map<String, Integer> counts, int all, int lines) {
        System.out.println();
        System.out.println(title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(lines)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT, "%6.1f %%  %s%n", entry.getValue() * PERCENT / all, entry.getKey()));
    }
}
