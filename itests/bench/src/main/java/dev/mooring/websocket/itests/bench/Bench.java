package dev.mooring.websocket.itests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command {@code itests/bench/run}; see {@link Arguments#USAGE}. The first argument is the folder that runs. */
public final class Bench {

    private static final int MISUSED = 2;

    private Bench() {}

    public static void main(String[] words) throws Exception {
        List<String> options = Arrays.asList(words).subList(1, words.length);
        if (options.contains("--help")) {
            System.out.print(Arguments.USAGE);
            return;
        }
        Arguments arguments;
        try {
            arguments = Arguments.parse(Path.of(words[0]), options);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.print(Arguments.USAGE);
            System.exit(MISUSED);
            return;
        }
        System.exit(run(arguments) ? 0 : 1);
    }

    private static boolean run(Arguments arguments) throws Exception {
        try (Jvms jvms = new Jvms(arguments, Certificate.make(arguments))) {
            Runtime.getRuntime().addShutdownHook(new Thread(jvms::close, "end-processes"));
            Rounds rounds = new Rounds(arguments, jvms);
            rounds.run();
            Files.write(
                    arguments.home().resolve("figures.tsv"), rounds.figures().raw());
            rounds.table().forEach(System.out::println);
            return rounds.isComplete();
        }
    }
}
