package dev.mooring.websocket.itests.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run: in each round every point is measured of every subject, one subject after the other and in alternating
 * order. The first rounds warm up and tell how many messages a section must have; they don't count.
 */
final class Rounds {

    private static final int WARM_UP = 3;
    private static final int QUICK_WARM_UP = 2;
    private static final int QUICK_WARM_SECONDS = 160;
    private static final int QUICK_SECONDS = 210;
    private static final int TRIES = 2;
    private static final int PATIENCE_SECONDS = 120;
    private static final int FRESH_PATIENCE_SECONDS = 300;
    private static final int EVENTS = 20_000;
    private static final String ONLY_WAY = "-";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Arguments arguments;
    private final Jvms jvms;
    private final long began = System.nanoTime();
    private final Worker server;
    private final String ports;
    private final Map<String, Worker> clients = new HashMap<>();
    private final Figures figures = new Figures();
    private final SectionLength length;
    /** Each section as it comes: how many messages, what figures, how long by the clock on the wall. */
    private final PrintWriter log;

    /** What has failed once is not tried again: others would wait for it in every round. */
    private final Set<String> failed = new HashSet<>();

    Rounds(Arguments arguments, Jvms jvms) throws Exception {
        this.arguments = arguments;
        this.jvms = jvms;
        length = new SectionLength(arguments.sectionMillis());
        log = new PrintWriter(
                Files.newBufferedWriter(arguments.home().resolve("sections.log"), StandardCharsets.UTF_8), true);
        server = jvms.server();
        ports = server.answer(PATIENCE_SECONDS);
    }

    void run() throws Exception {
        List<Point> warm = arguments.points().stream()
                .filter(point -> !point.measure().needsFreshProcess())
                .toList();
        List<Point> fresh = arguments.points().stream()
                .filter(point -> point.measure().needsFreshProcess())
                .toList();
        if (!warm.isEmpty()) {
            int warmUp = arguments.quick() ? QUICK_WARM_UP : WARM_UP;
            for (int round = -warmUp; round < arguments.rounds() && hasTime(round, QUICK_WARM_SECONDS); round++) {
                progress(round < 0 ? "warm-up " + (round + warmUp + 1) : "round " + (round + 1));
                runRound(round, warm);
            }
            for (String subject : arguments.subjects()) {
                if (subject.startsWith("mooring")) {
                    attempt(subject, "events text 128", () -> countEvents(subject));
                }
            }
        }
        clients.values().forEach(jvms::endGently);
        clients.clear();
        if (!fresh.isEmpty()) {
            for (int round = 0; round < arguments.rounds() && hasTime(round, QUICK_SECONDS); round++) {
                progress("idle round " + (round + 1));
                runRound(round, fresh);
            }
        }
    }

    /** At least one round is run, whatever the time. */
    private boolean hasTime(int round, int quickSeconds) {
        boolean enough =
                !arguments.quick() || round <= 0 || System.nanoTime() - began < TimeUnit.SECONDS.toNanos(quickSeconds);
        if (!enough) {
            progress("no time for more than " + round + " rounds");
        }
        return enough;
    }

    private void runRound(int round, List<Point> points) throws InterruptedException {
        List<String> order = new ArrayList<>(arguments.subjects());
        if (round % 2 != 0) {
            Collections.reverse(order);
        }
        for (Point point : points) {
            for (String subject : order) {
                for (String way : ways(subject, point.measure())) {
                    attempt(subject, point + (way.equals(ONLY_WAY) ? "" : " " + way), () -> {
                        if (point.measure().needsFreshProcess()) {
                            measureFresh(point, subject);
                        } else {
                            measure(point, subject, way, round >= 0);
                        }
                    });
                }
            }
        }
    }

    /** Raw Tyrus has two ways to send, and the faster one counts. */
    private static List<String> ways(String subject, Measure measure) {
        return measure.sends() && subject.startsWith("tyrus") ? List.of("basic", "async") : List.of(ONLY_WAY);
    }

    private interface Section {

        void run() throws Exception;
    }

    private void attempt(String subject, String what, Section section) throws InterruptedException {
        String name = subject + ": " + what;
        for (int tries = 1; tries <= TRIES && !failed.contains(name); tries++) {
            try {
                section.run();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                System.err.println(name + ": " + e.getMessage());
                if (tries == TRIES) {
                    failed.add(name);
                    System.err.println(name + ": left out");
                }
                Worker client = clients.get(subject);
                if (client != null && e instanceof WorkerException worker && worker.isLost()) {
                    clients.remove(subject);
                    jvms.end(client);
                }
            }
        }
    }

    private void measure(Point point, String subject, String way, boolean counts) throws Exception {
        String name = subject + " " + point + " " + way;
        int count = length.count(point, name);
        long start = System.nanoTime();
        String answer = client(subject).ask(point.command() + " " + count + " " + way, PATIENCE_SECONDS);
        log(name, count, answer, start);
        double[] values = numbers(answer);
        length.took(point, name, values[0]);
        if (counts) {
            add(point, subject, way, values);
        }
    }

    private void measureFresh(Point point, String subject) throws Exception {
        if (point.measure() == Measure.STOP && !subject.startsWith("mooring")) {
            return;
        }
        Worker client = jvms.client(subject, ports, false);
        try {
            String command = point.command() + " " + arguments.connections() + " " + ONLY_WAY;
            long start = System.nanoTime();
            String answer = client.ask(command, FRESH_PATIENCE_SECONDS);
            log(subject + " " + point, arguments.connections(), answer, start);
            double[] values = numbers(answer);
            if (point.measure() == Measure.STOP) {
                // Both clocks are CLOCK_MONOTONIC.
                double closed = Double.parseDouble(server.ask("await-closed", PATIENCE_SECONDS));
                values[0] = (closed - values[0]) / NANOS_PER_MILLI;
            }
            add(point, subject, ONLY_WAY, values);
        } finally {
            jvms.end(client);
            // What a killed client leaves open must not be counted for the next.
            server.ask("await-closed", PATIENCE_SECONDS);
        }
    }

    private void countEvents(String subject) throws Exception {
        for (Size size : List.of(new Size(true, 128), new Size(false, 4096))) {
            String type = size.isText() ? "text " : "binary ";
            String command = "events " + type + size.bytes() + " " + EVENTS + " " + ONLY_WAY;
            String answer = client(subject).ask(command, PATIENCE_SECONDS);
            progress(subject + ": " + EVENTS + " messages of " + size + " were " + answer + " events");
        }
    }

    private void log(String section, int count, String answer, long start) {
        long millis = (long) ((System.nanoTime() - start) / NANOS_PER_MILLI);
        log.printf("%s\t%d\t%s\t%d ms%n", section, count, answer, millis);
    }

    private void add(Point point, String subject, String way, double[] values) {
        Measure measure = point.measure();
        for (int i = 0; i < values.length; i++) {
            String figure = measure.figures().get(i);
            figures.add(figure, point.label(arguments.connections()), subject, way, measure.unit(figure), values[i]);
        }
    }

    private Worker client(String subject) throws Exception {
        Worker client = clients.get(subject);
        if (client == null) {
            client = jvms.client(subject, ports, arguments.profile());
            clients.put(subject, client);
        }
        return client;
    }

    private static double[] numbers(String answer) {
        return Stream.of(answer.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static void progress(String line) {
        System.err.println(line);
    }

    Figures figures() {
        return figures;
    }

    boolean isComplete() {
        return failed.isEmpty();
    }

    List<String> table() {
        List<String> names = arguments.measures().stream()
                .flatMap(measure -> measure.figures().stream())
                .toList();
        List<String> sizes = arguments.points().stream()
                .map(point -> point.label(arguments.connections()))
                .distinct()
                .toList();
        return figures.table(names, sizes, arguments.subjects());
    }
}
