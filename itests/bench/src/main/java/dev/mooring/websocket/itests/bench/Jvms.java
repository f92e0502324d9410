package dev.mooring.websocket.itests.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts processes, each with the class path that it needs, all with the same options, and ends those that are left.
 */
final class Jvms implements AutoCloseable {

    private static final String MAIN = "dev.mooring.websocket.itests.bench.";
    private static final int START_SECONDS = 60;
    private static final String MOORING = "mooring";
    private static final int FEATURE_WITH_CPU_SAMPLES = 25;

    private final Arguments arguments;
    private final Certificate certificate;
    private final Path logs;
    private final Set<Worker> running = ConcurrentHashMap.newKeySet();

    Jvms(Arguments arguments, Certificate certificate) throws IOException {
        this.arguments = arguments;
        this.certificate = certificate;
        logs = Files.createDirectories(arguments.home().resolve("logs"));
    }

    /** The server, and the two ports that it has. */
    Worker server() throws IOException {
        return start("server", "server.Server", "bench.jar", certificate.serverOptions(), List.of());
    }

    /** A client for one subject, ready for commands. */
    Worker client(String subject, String ports, boolean recorded) throws Exception {
        List<String> options = new ArrayList<>(certificate.clientOptions());
        if (recorded) {
            options.addAll(recording(subject));
        }
        String home = arguments.home().toString();
        List<String> words = new ArrayList<>(List.of(subject, home));
        words.addAll(List.of(ports.split(" ", -1)));
        String libraries = subject.startsWith(MOORING) ? "framework" : "lib";
        String classPath = "bench.jar" + File.pathSeparator + Path.of(home, libraries) + "/*";
        Worker client = start(subject, "client.Client", classPath, options, words);
        try {
            client.answer(START_SECONDS);
        } catch (WorkerException e) {
            end(client);
            throw e;
        }
        return client;
    }

    private Worker start(String name, String main, String classPath, List<String> options, List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(arguments.java().toString());
        // The same for all. Threads that come and go would make CPU times less exact: see CpuClock. And a heap that is
        // resident as far as garbage has come would be taken for what connections need.
        command.addAll(List.of(
                "-Xms512m",
                "-Xmx2g",
                "-XX:+AlwaysPreTouch",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:-UseDynamicNumberOfGCThreads"));
        command.addAll(options);
        command.addAll(List.of("-cp", arguments.home().resolve(classPath).toString(), MAIN + main));
        command.addAll(words);
        Worker worker = Worker.start(command, logs.resolve(name + ".log"));
        running.add(worker);
        return worker;
    }

    private List<String> recording(String subject) throws IOException {
        Path file =
                Files.createDirectories(arguments.home().resolve("profiles")).resolve(subject + ".jfr");
        String settings = "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file;
        if (Runtime.version().feature() >= FEATURE_WITH_CPU_SAMPLES) {
            // Samples by CPU time, native code included.
            settings += ",jdk.CPUTimeSample#enabled=true";
        }
        return List.of(settings, "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
    }

    void end(Worker worker) {
        running.remove(worker);
        worker.kill();
    }

    void endGently(Worker worker) {
        running.remove(worker);
        worker.close();
    }

    /** Also called when the JVM ends before its time, as with Ctrl-C. */
    @Override
    public void close() {
        running.forEach(Worker::kill);
    }
}
