package dev.mooring.websocket.launcher;

/** The command {@code java -jar mooring.jar}; see {@link Arguments#USAGE}. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Terminal terminal = new Terminal(System.out, System.err);

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        // Says goodbye also to threads that would keep the JVM alive.
        System.exit(new Main().run(words));
    }

    private int run(String... words) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (UsageException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            terminal.usage();
            return MISUSED;
        }
        if (arguments.help()) {
            terminal.print(Arguments.USAGE.stripTrailing());
            return DONE;
        }
        Logs logs = arguments.verbose() ? Logs.to(System.err) : Logs.nowhere();
        try {
            new Show(arguments, terminal, logs).run();
            return DONE;
        } catch (Failure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            logs.print("ERROR", Main.class.getName(), "Failed", e);
            return FAILED;
        }
    }
}
