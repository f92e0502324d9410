package dev.mooring.websocket.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another process of the benchmark, which answers each line with a line. */
final class Worker implements AutoCloseable {

    private static final int GOODBYE_SECONDS = 30;
    private static final String GONE = Lines.FAILURE + "the process has ended";

    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Worker(Process process) {
        this.process = process;
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it, and sends what it prints apart from its answers to a file. */
    static Worker start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Worker worker = new Worker(process);
        Thread reader = new Thread(worker::readAnswers, "answers");
        reader.setDaemon(true);
        reader.start();
        return worker;
    }

    private void readAnswers() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(Lines.ANSWER) || line.startsWith(Lines.FAILURE)) {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        answers.add(GONE);
    }

    /** Asks one thing and waits for its answer. */
    String ask(String line, int seconds) throws WorkerException, InterruptedException {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new WorkerException("the process has ended", true);
        }
        return answer(seconds);
    }

    /** The next answer. */
    String answer(int seconds) throws WorkerException, InterruptedException {
        String answer = answers.poll(seconds, TimeUnit.SECONDS);
        if (answer == null) {
            throw new WorkerException("no answer within " + seconds + " s", true);
        }
        if (answer.startsWith(Lines.FAILURE)) {
            throw new WorkerException(answer.substring(Lines.FAILURE.length()), answer.equals(GONE));
        }
        return answer.substring(Lines.ANSWER.length());
    }

    /** Lets it end by itself, for a while. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            kill();
            throw new UncheckedIOException("No goodbye", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
