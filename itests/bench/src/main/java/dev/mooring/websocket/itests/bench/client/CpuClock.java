package dev.mooring.websocket.itests.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of this process, user and system, with all of its threads: those of the collector and the compilers, too.
 * The process's own counter has steps of 10 ms. The threads' counters (Linux: {@code /proc/self/task}) have
 * nanoseconds, but forget threads that end; so they are used where none has ended, or none that the process's counter
 * would notice.
 */
final class CpuClock {

    private static final long PROCESS_STEP_NANOS = 10_000_000;
    private static final Path TASKS = Path.of("/proc/self/task");

    private final long processNanos;
    private final Map<String, Long> threadNanos;

    private CpuClock() {
        threadNanos = threads();
        processNanos = process();
    }

    static CpuClock start() {
        return new CpuClock();
    }

    /** CPU time since the start, in ns. */
    long elapsed() {
        long byProcess = process() - processNanos;
        Map<String, Long> now = threads();
        long byThreads = 0;
        for (Map.Entry<String, Long> thread : now.entrySet()) {
            byThreads += thread.getValue() - threadNanos.getOrDefault(thread.getKey(), 0L);
        }
        boolean complete = now.keySet().containsAll(threadNanos.keySet());
        // What has ended may be no more than the last moments of an earlier section's threads.
        return complete || byProcess - byThreads < PROCESS_STEP_NANOS ? byThreads : byProcess;
    }

    private static long process() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static Map<String, Long> threads() {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                try {
                    String line = Files.readString(task.resolve("schedstat"));
                    nanos.put(task.getFileName().toString(), Long.valueOf(line.substring(0, line.indexOf(' '))));
                } catch (NoSuchFileException e) {
                    // It has ended meanwhile.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No CPU times; this is for Linux", e);
        }
        return nanos;
    }
}
