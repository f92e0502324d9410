package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.Lines;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Serves the runner until standard input ends. Arguments: the subject, the folder of the benchmark, the two ports. */
public final class Client {

    private static final int GOODBYE_SECONDS = 20;

    private Client() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[1]);
        String plain = "ws://localhost:" + args[2];
        String tls = "wss://localhost:" + args[3];
        Subject subject = Subjects.create(args[0], home);
        Commands commands = new Commands(subject, plain, tls);
        Lines.answer("ready");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(lines), "commands");
        reader.setDaemon(true);
        reader.start();
        for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
            try {
                Lines.answer(commands.run(line.split(" ", -1)));
            } catch (Exception | LinkageError | AssertionError e) {
                Lines.fail(e);
            }
        }
        subject.shutDown();
        // Says goodbye also to threads that would keep the JVM alive.
        System.exit(0);
    }

    /** Ends with an empty line. Should the runner have gone while a library hangs, this process must not stay. */
    private static void read(BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            lines.add("");
            TimeUnit.SECONDS.sleep(GOODBYE_SECONDS);
            Runtime.getRuntime().halt(1);
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
