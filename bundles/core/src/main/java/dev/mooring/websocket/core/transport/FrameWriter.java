package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.dial.Dialled;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Completions;
import dev.mooring.websocket.core.thread.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames that Tyrus makes, in order. One thread has the place to write; what queues up meanwhile goes out in
 * one write. What the reading thread sends, or a handler that it calls, it writes itself when the handlers are done,
 * unless it is much. A close frame that waits alone is written by whoever closes. For all else there is a thread, for
 * as long as there is something to write.
 *
 * <p>Whoever completes the sends of what was written may run into code that blocks. So the place is given up before.
 */
final class FrameWriter extends Writer {

    /** How long a writing thread without work waits for more. */
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

    private final ChannelSocket base;
    private final FrameOutput out;
    private final Workers workers;
    private final Outbound outbound;
    private final BooleanSupplier isReader;
    private final boolean isSecure;

    /** The most that the reading thread writes itself. */
    private final long mostByReader;

    private final Consumer<IOException> broken;

    // All guarded by this.
    private final OutgoingFrames frames = new OutgoingFrames();
    private boolean placeTaken;
    private int lingering;

    /** Written under the lock. */
    private volatile boolean ended;

    /**
     * @param isReader whether the caller is the reading thread, which will call {@link #flush()} soon
     * @param broken called when nothing can be written any more
     */
    FrameWriter(
            Dialled dialled, Workers workers, Outbound outbound, BooleanSupplier isReader, Consumer<IOException> broken)
            throws IOException {
        this.base = dialled.base();
        this.out = new FrameOutput(dialled.top().getOutputStream());
        this.workers = workers;
        this.outbound = outbound;
        this.isReader = isReader;
        this.isSecure = dialled.top() != base;
        // What a secure one leaves on the thread is encrypted.
        this.mostByReader = isSecure ? Long.MAX_VALUE : ChannelSocket.TRACELESS_BYTES;
        this.broken = broken;
    }

    // Tyrus passes null where nobody wants to know.
    @Override
    public void write(ByteBuffer bytes, @Nullable CompletionHandler<ByteBuffer> handler) {
        outbound.fill(bytes);
        OutgoingFrame frame = new OutgoingFrame(bytes, handler);
        boolean added;
        synchronized (this) {
            added = frames.add(frame);
        }
        if (!added) {
            // Nobody asks what has become of a control frame.
            if (outbound.isSending()) {
                throw new IllegalStateException("the close frame has been sent");
            }
        } else if (!isReader.getAsBoolean()) {
            if (frame.isClose()) {
                writeAtOnceIfAlone();
            }
            driveOn();
        }
    }

    /**
     * For the close frame: to close a connection on which nothing is being sent takes no thread, as a bundle that stops
     * may have a thousand. Only Tyrus wants to know that the frame has left, so that may be told here.
     */
    private void writeAtOnceIfAlone() {
        OutgoingFrame close;
        synchronized (this) {
            close = frames.onlyOne();
            // To write to a secure socket may take long.
            if (close == null || placeTaken || isSecure) {
                return;
            }
            placeTaken = true;
        }
        if (isWritten(close.bytes())) {
            takeAllAsWritten().forEach(Runnable::run);
            rest();
        } else {
            giveBackPlace();
        }
    }

    private boolean isWritten(ByteBuffer few) {
        try {
            return base.tryToWrite(few);
        } catch (IOException | RuntimeException | Error e) {
            // Whoever tries again will meet it, and has no locks.
            return false;
        }
    }

    private synchronized List<Runnable> takeAllAsWritten() {
        return written(frames.takeAll());
    }

    private synchronized List<Runnable> written(List<OutgoingFrame> batch) {
        frames.written();
        giveBackPlace();
        return outcomes(batch, untold -> untold.completed(null));
    }

    private synchronized void giveBackPlace() {
        placeTaken = false;
        if (frames.areOver()) {
            // Who lingers has nothing to linger for.
            notifyAll();
        }
    }

    /** Sees to it that a thread writes what is waiting. Does not block. */
    void driveOn() {
        synchronized (this) {
            if (placeTaken || !frames.areWaiting()) {
                return;
            }
            if (lingering > 0) {
                notifyAll();
                return;
            }
            placeTaken = true;
        }
        if (!workers.start(this::drainAndLinger)) {
            // The caller may have locks, or be the timer. The reading thread will tell the senders: the socket is
            // closed.
            giveBackPlace();
            broken.accept(new IOException(
                    workers.areStopped() ? "the platform has stopped" : "the system has no thread left to send with"));
        }
    }

    /**
     * For the reading thread: writes what is waiting, unless another one does or it is too much. Blocks as long as the
     * peer does not read.
     */
    void flush() {
        // At the end, to write is to fail.
        long most = ended ? Long.MAX_VALUE : mostByReader;
        if (claimPlace(most)) {
            drain(most);
        } else {
            driveOn();
        }
    }

    /** Tyrus calls this behind its close frame, and sometimes before it. The frame itself is what ends the writing. */
    @Override
    public void close() {}

    /** The socket is closed: no frame is taken any more, and whoever waits for one goes. */
    synchronized void end() {
        ended = true;
        frames.end();
        notifyAll();
        rest();
    }

    /** Keeps nothing for what is to be written next, unless something is being written. */
    synchronized void rest() {
        if (!placeTaken) {
            base.restFromWriting();
        }
    }

    /** Changes as long as something is being written. */
    long progress() {
        return out.progress();
    }

    /**
     * What has not been written goes out all the same, but its senders are told that it has not.
     *
     * @return each tells one of them
     */
    synchronized List<Runnable> dismissSenders(IOException why) {
        return failures(frames.unwritten(), why);
    }

    private static List<Runnable> failures(List<OutgoingFrame> frames, IOException why) {
        return outcomes(frames, sender -> sender.failed(why));
    }

    /**
     * One for each frame whose sender has not been told yet; from now on it counts as told. Under the lock, for all of
     * a batch: of two who want to tell the senders, one tells them all.
     */
    private static List<Runnable> outcomes(
            List<OutgoingFrame> frames, Consumer<CompletionHandler<ByteBuffer>> outcome) {
        List<Runnable> outcomes = new ArrayList<>(frames.size());
        for (OutgoingFrame frame : frames) {
            CompletionHandler<ByteBuffer> untold = frame.takeSender();
            if (untold != null) {
                outcomes.add(() -> outcome.accept(untold));
            }
        }
        return outcomes;
    }

    private synchronized boolean claimPlace(long most) {
        if (placeTaken || !frames.areWaiting() || frames.waitingBytes() > most) {
            return false;
        }
        placeTaken = true;
        return true;
    }

    private void drainAndLinger() {
        do {
            drain(Long.MAX_VALUE);
        } while (awaitPlace());
        rest();
    }

    /** Starting a thread costs more than keeping it for a while. False if there was nothing to do for so long. */
    private synchronized boolean awaitPlace() {
        long deadline = System.nanoTime() + LINGER_NANOS;
        long left = LINGER_NANOS;
        lingering++;
        try {
            while (!claimPlace(Long.MAX_VALUE)) {
                if (left <= 0 || frames.areOver()) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
            return true;
        } catch (InterruptedException e) {
            // Core is stopping. What is there is written still.
            return claimPlace(Long.MAX_VALUE);
        } finally {
            lingering--;
        }
    }

    /**
     * For the thread that has the place. Writes until nothing waits, or another thread has taken the place, or too much
     * waits for this one.
     */
    private void drain(long most) {
        do {
            List<OutgoingFrame> next;
            try {
                next = takeAll();
                out.write(next);
            } catch (IOException e) {
                fail(e);
                return;
            } catch (RuntimeException | Error e) {
                fail(new IOException(e));
                return;
            }
            Completions.run(workers, written(next));
        } while (claimPlace(most));
        // Nothing to do, unless too much is waiting.
        driveOn();
    }

    private synchronized List<OutgoingFrame> takeAll() {
        return frames.takeAll();
    }

    private void fail(IOException why) {
        broken.accept(why);
        List<Runnable> failures;
        synchronized (this) {
            placeTaken = false;
            failures = failures(frames.unwritten(), why);
            frames.clear();
        }
        Completions.run(workers, failures);
    }
}
