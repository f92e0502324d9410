package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.Lines;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Serves the runner until standard input ends. Arguments: the subject, the folder of the benchmark, the two ports. */
public final class Client {

    private Client() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[1]);
        String plain = "ws://localhost:" + args[2];
        String tls = "wss://localhost:" + args[3];
        Subject subject = Subjects.create(args[0], home);
        Commands commands = new Commands(subject, plain, tls);
        Lines.answer("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
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
}
