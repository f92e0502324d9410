package dev.mooring.websocket.itests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param quick whether it must be over soon: fewer warm-ups, and no round begins when time is up
 * @param rounds how many count
 * @param connections how many are opened for the measures of idle connections
 * @param sectionMillis how much CPU time a timed section should take
 * @param java the JVM's executable
 * @param home the folder with all that runs
 * @param profile whether clients record what they do
 */
record Arguments(
        boolean quick,
        int rounds,
        int connections,
        int sectionMillis,
        List<String> subjects,
        List<Measure> measures,
        List<Size> sizes,
        Path java,
        Path home,
        boolean profile) {

    static final String USAGE = """
            Usage: itests/bench/run [options]

            Measures Mooring and its field, and prints a table with tabs: measure, size, subject, value, unit, ratio to
            raw Tyrus. README.md says what all of it means.

            Options:
              --quick              within five minutes: mooring, tyrus-jdk, nv and floor only, shorter sections,
                                   and no new round when time is up
              --rounds N           how many rounds count; 5 by default
              --subjects A,B       mooring, mooring-default-eventadmin, tyrus-jdk, tyrus-grizzly, jdk, jetty, okhttp,
                                   java-websocket, nv, netty, floor
              --measures A,B       receive, send, echo, connect, connect-tls, idle, stop
              --sizes A,B          of messages, in bytes; 128 is text, 128b is binary
              --connections N      for idle and stop; 1000 by default, 10000 at most
              --section MILLIS     CPU time that a timed section should take; 500 by default
              --profile            record flights of the clients into target/bench/profiles; see itests/bench/hot
              --java PATH          the JVM that is used, instead of JAVA_HOME's or the path's
              --no-build           take what was built before
              --help               show this text
            """;

    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 1000;
    private static final int SECTION_MILLIS = 500;
    private static final int QUICK_SECTION_MILLIS = 150;

    private static final List<String> QUICK = List.of("mooring", "tyrus-jdk", "nv", "floor");
    private static final List<String> ALL = List.of(
            "mooring",
            "mooring-default-eventadmin",
            "tyrus-jdk",
            "tyrus-grizzly",
            "jdk",
            "jetty",
            "okhttp",
            "java-websocket",
            "nv",
            "netty",
            "floor");

    static Arguments parse(Path home, List<String> words) {
        boolean quick = words.contains("--quick");
        int rounds = ROUNDS;
        int connections = CONNECTIONS;
        int sectionMillis = quick ? QUICK_SECTION_MILLIS : SECTION_MILLIS;
        List<String> subjects = quick ? QUICK : ALL;
        List<Measure> measures = List.of(Measure.values());
        List<Size> sizes = Size.all();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        boolean profile = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> {}
                case "--profile" -> profile = true;
                case "--rounds" -> rounds = number(word, rest);
                case "--connections" -> connections = number(word, rest);
                case "--section" -> sectionMillis = number(word, rest);
                case "--subjects" -> subjects = known(list(word, rest));
                case "--measures" ->
                    measures = list(word, rest).stream()
                            .map(Measure::named)
                            .distinct()
                            .toList();
                case "--sizes" ->
                    sizes = list(word, rest).stream().map(Size::parse).toList();
                default -> throw new UsageException("What is " + word + "?");
            }
        }
        return new Arguments(quick, rounds, connections, sectionMillis, subjects, measures, sizes, java, home, profile);
    }

    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Measure measure : measures) {
            if (measure.hasSizes()) {
                sizes.forEach(size -> points.add(new Point(measure, size)));
            } else {
                points.add(new Point(measure, new Size(true, measure == Measure.ECHO ? 128 : 0)));
            }
        }
        return points;
    }

    private static List<String> known(List<String> subjects) {
        for (String subject : subjects) {
            if (!ALL.contains(subject)) {
                throw new UsageException("There is no subject " + subject);
            }
        }
        return subjects;
    }

    private static String next(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.next();
    }

    private static List<String> list(String option, Iterator<String> rest) {
        return List.of(next(option, rest).split(",", -1));
    }

    private static int number(String option, Iterator<String> rest) {
        try {
            int number = Integer.parseInt(next(option, rest));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException(option + " needs a number above 0");
    }
}
