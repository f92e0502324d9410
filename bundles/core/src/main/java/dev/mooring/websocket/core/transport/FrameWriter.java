package dev.mooring.websocket.core.transport;

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

    private static final int MAX_JOINED_BYTES = 64 * 1024;

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
    }

    private final OutputStream out;
    private final Workers workers;
    private final Consumer<IOException> broken;

    // All guarded by this.
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private List<Frame> beingWritten = List.of();
    private Drainer drainer = Drainer.NONE;
    private boolean lastFrameIsThere;

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
            workers.start(() -> refuse(frame));
        } else if (claimDrainer() && !workers.start(this::drain)) {
            fail(new IOException("the platform has stopped"));
        }
    }

    private synchronized boolean add(Frame frame) {
        return !lastFrameIsThere && waiting.add(frame);
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

    private static void refuse(Frame frame) {
        if (frame.sender != null) {
            frame.sender.failed(new IOException("the close frame has been sent"));
        }
    }

    /** Tyrus has said its last word, the close frame. It is written; frames that come after it fail. */
    @Override
    public synchronized void close() {
        if (!lastFrameIsThere) {
            lastFrameIsThere = true;
            notifyAll();
        }
    }

    /** Takes the senders of all frames that have not been written; their frames go out all the same. */
    synchronized List<CompletionHandler<ByteBuffer>> takeSenders() {
        List<Frame> unwritten = new ArrayList<>(beingWritten);
        unwritten.addAll(waiting);
        return sendersOf(unwritten);
    }

    private static List<CompletionHandler<ByteBuffer>> sendersOf(List<Frame> frames) {
        List<CompletionHandler<ByteBuffer>> senders = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.sender != null) {
                senders.add(frame.sender);
                frame.sender = null;
            }
        }
        return senders;
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
            }
            written(frames).forEach(sender -> sender.completed(null));
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
            lastFrameIsThere = true;
        }
        drainer = waiting.isEmpty() ? Drainer.NONE : Drainer.WRITING;
        beingWritten = List.copyOf(waiting);
        waiting.clear();
        return beingWritten;
    }

    private synchronized List<CompletionHandler<ByteBuffer>> written(List<Frame> frames) {
        beingWritten = List.of();
        drainer = Drainer.NONE;
        return sendersOf(frames);
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
        ByteBuffer joined = ByteBuffer.allocate(MAX_JOINED_BYTES);
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
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private void fail(IOException why) {
        List<CompletionHandler<ByteBuffer>> senders;
        synchronized (this) {
            drainer = Drainer.NONE;
            senders = takeSenders();
            waiting.clear();
            beingWritten = List.of();
        }
        broken.accept(why);
        senders.forEach(sender -> sender.failed(why));
    }
}
