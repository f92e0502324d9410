package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.thread.Completions;
import dev.mooring.websocket.core.thread.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames that Tyrus makes, in order, on a thread that is there while there is something to write. What has
 * queued up meanwhile goes out in one write.
 *
 * <p>Whoever completes the sends of what was written may run into code that blocks. So the place of the writing thread
 * is given up before, and the next frame finds or starts another thread.
 */
final class FrameWriter extends Writer {

    /** How long a writing thread without work waits for more. */
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

    /** What is written at a time: small frames together, large ones in pieces, so that progress can be seen. */
    private static final int PIECE_BYTES = 64 * 1024;

    private static final int OPCODE_BITS = 0x0F;
    private static final int CLOSE_OPCODE = 8;

    private enum Drainer {
        NONE,
        WAITING,
        WRITING
    }

    private static final class Frame {

        private final ByteBuffer bytes;

        /** Null once called. Guarded by the writer. */
        private @Nullable CompletionHandler<ByteBuffer> sender;

        Frame(ByteBuffer bytes, @Nullable CompletionHandler<ByteBuffer> sender) {
            this.bytes = bytes;
            this.sender = sender;
        }

        boolean isClose() {
            return (bytes.get(bytes.position()) & OPCODE_BITS) == CLOSE_OPCODE;
        }
    }

    private final OutputStream out;
    private final Workers workers;
    private final Consumer<IOException> broken;

    // All guarded by this.
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private List<Frame> beingWritten = List.of();
    private Drainer drainer = Drainer.NONE;
    private boolean lastFrameIsThere;

    /** Written by the thread that has the place. */
    private volatile long piecesWritten;

    /** @param broken called when nothing can be written any more */
    FrameWriter(OutputStream out, Workers workers, Consumer<IOException> broken) {
        this.out = out;
        this.workers = workers;
        this.broken = broken;
    }

    // Tyrus passes null where nobody wants to know.
    @Override
    public void write(ByteBuffer bytes, @Nullable CompletionHandler<ByteBuffer> sender) {
        Frame frame = new Frame(bytes, sender);
        if (!add(frame)) {
            IOException tooLate = new IOException("the close frame has been sent");
            workers.start(() -> failures(List.of(frame), tooLate).forEach(Runnable::run));
        } else if (claimDrainer() && !workers.start(this::drain)) {
            fail(new IOException("the platform has stopped"));
        }
    }

    /** Nothing can follow a close frame (RFC 6455, section 5.5.1). */
    private synchronized boolean add(Frame frame) {
        if (lastFrameIsThere) {
            return false;
        }
        lastFrameIsThere = frame.isClose();
        return waiting.add(frame);
    }

    private synchronized boolean claimDrainer() {
        if (drainer == Drainer.WAITING) {
            notifyAll();
        }
        if (drainer != Drainer.NONE || waiting.isEmpty()) {
            return false;
        }
        drainer = Drainer.WRITING;
        return true;
    }

    /** Tyrus calls this behind its close frame, and sometimes before it. The frame itself is what ends the writing. */
    @Override
    public void close() {}

    /** The socket is closed: no frame is taken any more, and whoever waits for one goes. */
    synchronized void end() {
        lastFrameIsThere = true;
        notifyAll();
    }

    /** Changes as long as something is being written. */
    long progress() {
        return piecesWritten;
    }

    /**
     * What has not been written goes out all the same, but its senders are told that it has not.
     *
     * @return each tells one of them
     */
    List<Runnable> dismissSenders(IOException why) {
        List<Frame> unwritten;
        synchronized (this) {
            unwritten = new ArrayList<>(beingWritten);
            unwritten.addAll(waiting);
        }
        return failures(unwritten, why);
    }

    private List<Runnable> failures(List<Frame> frames, IOException why) {
        return outcomes(frames, sender -> sender.failed(why));
    }

    /** One for each frame whose sender has not been told yet; from now on it counts as told. */
    private synchronized List<Runnable> outcomes(List<Frame> frames, Consumer<CompletionHandler<ByteBuffer>> outcome) {
        List<Runnable> outcomes = new ArrayList<>();
        for (Frame frame : frames) {
            CompletionHandler<ByteBuffer> sender = frame.sender;
            if (sender != null) {
                frame.sender = null;
                outcomes.add(() -> outcome.accept(sender));
            }
        }
        return outcomes;
    }

    private void drain() {
        do {
            List<Frame> frames = next();
            if (frames.isEmpty()) {
                return;
            }
            try {
                writeAll(frames);
            } catch (IOException e) {
                fail(e);
                return;
            } catch (RuntimeException | Error e) {
                fail(new IOException(e));
                return;
            }
            leavePlace();
            Completions.run(workers, outcomes(frames, sender -> sender.completed(null)));
        } while (takeUpAgain());
    }

    /** Waits a while for frames. Gives up the place if none come. */
    private synchronized List<Frame> next() {
        long deadline = System.nanoTime() + LINGER_NANOS;
        long left = LINGER_NANOS;
        try {
            while (waiting.isEmpty() && !lastFrameIsThere && left > 0) {
                drainer = Drainer.WAITING;
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            // Core is stopping. What is there is written still.
        }
        drainer = waiting.isEmpty() ? Drainer.NONE : Drainer.WRITING;
        beingWritten = List.copyOf(waiting);
        waiting.clear();
        return beingWritten;
    }

    private synchronized void leavePlace() {
        beingWritten = List.of();
        drainer = Drainer.NONE;
    }

    private synchronized boolean takeUpAgain() {
        if (drainer != Drainer.NONE) {
            return false;
        }
        drainer = Drainer.WRITING;
        return true;
    }

    private void writeAll(List<Frame> frames) throws IOException {
        if (frames.size() == 1) {
            write(frames.get(0).bytes);
            return;
        }
        ByteBuffer joined = ByteBuffer.allocate(PIECE_BYTES);
        for (Frame frame : frames) {
            if (frame.bytes.remaining() > joined.remaining()) {
                write(joined.flip());
                joined.clear();
            }
            if (frame.bytes.remaining() > joined.remaining()) {
                write(frame.bytes);
            } else {
                joined.put(frame.bytes);
            }
        }
        write(joined.flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        int end = bytes.arrayOffset() + bytes.limit();
        for (int at = bytes.arrayOffset() + bytes.position(); at < end; at += PIECE_BYTES) {
            out.write(bytes.array(), at, Math.min(PIECE_BYTES, end - at));
            // Not atomic, and need not be: only the thread that has the place writes.
            long pieces = piecesWritten + 1;
            piecesWritten = pieces;
        }
    }

    private void fail(IOException why) {
        List<Frame> unwritten;
        synchronized (this) {
            lastFrameIsThere = true;
            unwritten = new ArrayList<>(beingWritten);
            unwritten.addAll(waiting);
            beingWritten = List.of();
            waiting.clear();
            drainer = Drainer.NONE;
        }
        broken.accept(why);
        Completions.run(workers, failures(unwritten, why));
    }
}
