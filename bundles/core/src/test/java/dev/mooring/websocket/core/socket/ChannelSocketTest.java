package dev.mooring.websocket.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelSocketTest {

    /** More than the system buffers on the way. */
    private static final int MUCH = 32 * 1024 * 1024;

    private static final Duration LONG = Duration.ofSeconds(10);

    private Ends ends;

    @BeforeEach
    void connect() throws IOException {
        ends = Ends.connected();
    }

    @AfterEach
    void close() throws IOException {
        ends.close();
    }

    @Test
    void whatIsSentComes() throws IOException {
        ends.sendOurs(1, 2, 3);
        byte[] read = new byte[8];

        assertThat(ends.ours().getInputStream().read(read, 2, 6)).isEqualTo(3);

        assertThat(read).containsExactly(0, 0, 1, 2, 3, 0, 0, 0);
    }

    @Test
    void aReadOfNothingDoesNotWait() throws IOException {
        assertThat(ends.ours().getInputStream().read(new byte[0])).isZero();
    }

    @Test
    void theEndComesBehindTheRest() throws IOException {
        ends.sendOurs(255);
        ends.theirs().shutdownOutput();
        InputStream in = ends.ours().getInputStream();

        assertThat(in.read()).isEqualTo(255);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aReadTakesNoLongerThanItMay() throws IOException {
        ends.ours().setSoTimeout(10);
        InputStream in = ends.ours().getInputStream();

        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

        ends.sendOurs(7);
        ends.ours().setSoTimeout(0);
        assertThat(in.read()).as("what comes later").isEqualTo(7);
    }

    @Test
    void muchIsWrittenToAPeerThatReadsSlowly() throws Exception {
        byte[] much = new byte[MUCH];
        new Random(1).nextBytes(much);
        CompletableFuture<Void> written = run(() -> {
            OutputStream out = ends.ours().getOutputStream();
            out.write(much, 0, 100);
            out.write(much, 100, MUCH - 100);
            ends.ours().shutdownOutput();
        });

        byte[] read = ends.theirs().getInputStream().readAllBytes();

        written.get();
        assertThat(read).isEqualTo(much);
    }

    @Test
    void anInterruptEndsNeitherReadNorConnection() throws Exception {
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                read.complete(ends.ours().getInputStream().read());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        reader.start();
        await().until(() -> reader.getState() == Thread.State.RUNNABLE && isIn(reader, "select"));

        reader.interrupt();
        await().until(() -> !reader.isInterrupted());
        ends.sendOurs(5);

        assertThat(read.get()).isEqualTo(5);
        assertThat(stillInterrupted.get()).as("it is told afterwards").isTrue();
    }

    @Test
    void closingEndsARead() throws Exception {
        CompletableFuture<Void> read = run(() -> ends.ours().getInputStream().read());
        await().until(() -> anyIsIn("ChannelInput", "select"));

        ends.ours().close();

        assertThat(read).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(SocketException.class);
    }

    @Test
    void closingEndsAWrite() throws Exception {
        CompletableFuture<Void> write = run(() -> ends.ours().getOutputStream().write(new byte[MUCH]));
        await().until(() -> anyIsIn("ChannelOutput", "select"));

        ends.ours().close();

        assertThat(write).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(SocketException.class);
    }

    @Test
    void whatWaitingTookIsGivenBack() throws Exception {
        long before = Descriptors.open();
        for (int i = 0; i < 5; i++) {
            try (Ends other = Ends.connected()) {
                other.ours().setSoTimeout(1);
                assertThatThrownBy(() -> other.ours().getInputStream().read())
                        .isInstanceOf(SocketTimeoutException.class);
                CompletableFuture<Void> write =
                        run(() -> other.ours().getOutputStream().write(new byte[MUCH]));
                await().until(() -> anyIsIn("ChannelOutput", "select"));
                other.ours().close();
                await().until(write::isDone);
            }
        }

        await().untilAsserted(() -> assertThat(Descriptors.open()).isLessThan(before + 5));
    }

    @Test
    void whatDoesNotGoAtOnceRemains() throws Exception {
        ByteBuffer few = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assertThat(ends.ours().tryToWrite(few)).isTrue();
        assertThat(few.hasRemaining()).isFalse();
        assertThat(ends.theirs().getInputStream().readNBytes(3)).containsExactly(1, 2, 3);

        ByteBuffer some = ByteBuffer.allocate(ChannelSocket.TRACELESS_BYTES);
        while (ends.ours().tryToWrite(some)) {
            some.clear();
        }

        int remaining = some.remaining();
        assertThat(remaining).isPositive();
        assertThat(ends.ours().tryToWrite(some)).isFalse();
        assertThat(some.remaining()).isEqualTo(remaining);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> run(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        task.run();
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        return done;
    }

    private static boolean anyIsIn(String type, String method) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> isIn(thread, method)
                        && Arrays.stream(thread.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().endsWith("." + type)));
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }
}
