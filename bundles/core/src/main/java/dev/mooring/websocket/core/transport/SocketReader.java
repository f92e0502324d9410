package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.thread.Patrol;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.ReadersTurn.Sight;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads from one socket until its end, on whatever thread has the {@link ReadersTurn}.
 *
 * <p>While there is traffic that is a platform thread, which delivers what it reads itself. When nothing has come for a
 * while, a waiting thread takes its place, which costs little and keeps no large buffer. A plain connection can't tell:
 * it goes through a channel, whose reads have no time-out, and keeps its thread.
 */
final class SocketReader implements Patrol.Post {

    /** Takes what is read. All calls come from the thread that has the turn, but for {@link #deliver()}. */
    interface Sink {

        /** Bytes have come; they are the sink's until it returns. Does not run code of others, but may wait for it. */
        void take(ByteBuffer bytes);

        /** May take long, and be running still while more is taken. */
        void deliver();

        /** A delivery takes long, so another thread reads on. Called on the timer. */
        void heldUp();

        /**
         * Nothing will be taken any more: this is the last call but for {@link #deliver()}.
         *
         * @param why an {@link EOFException} if the peer has closed its half of the connection in good order
         */
        void ended(IOException why);
    }

    /** What an idle connection keeps: room for the beginning of what comes next, which makes room for the rest. */
    private static final int SMALLEST_READ = 64;

    static final int LARGEST_READ = 64 * 1024;
    private static final int GROWTH = 8;

    /** After so many reads in a row that needed little of the buffer, a smaller one will do. */
    private static final int ROOMY_READS = 32;

    /** How long a thread that can do more than wait waits for more. */
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(1).toMillis();

    private static final int FOR_EVER = 0;

    private final Socket socket;
    private final InputStream in;
    private final Sink sink;
    private final ReadersTurn turn;
    private final Patrol patrol;
    private final Workers workers;

    /** What the next read goes to. Owned by the thread that has the turn, and so is the next one. */
    private byte[] buffer = new byte[SMALLEST_READ];

    private int roomyReads;
    private boolean waitsForEver = true;

    /** @param in what is read; a socket whose stream it is can say that nothing has come for a while */
    SocketReader(Socket socket, InputStream in, Sink sink, ReadersTurn turn, Patrol patrol, Workers workers) {
        this.socket = socket;
        this.in = in;
        this.sink = sink;
        this.turn = turn;
        this.patrol = patrol;
        this.workers = workers;
    }

    /**
     * For the thread that has the turn: keeps it as long as possible. Returns when another thread has taken it, or at
     * the end.
     *
     * @param first what has been read already
     */
    void run(ByteBuffer first) {
        patrol.add(this);
        try {
            waitFor(PATIENCE_MILLIS);
        } catch (SocketException e) {
            end(e);
            return;
        }
        goOn(first);
    }

    private void goOn(@Nullable ByteBuffer first) {
        try {
            boolean mine = first == null || process(first);
            while (mine) {
                ByteBuffer next = read();
                mine = next == null ? waitOn() : process(next);
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            // Whatever it is, the connection ends with it, and its owner has to know.
            end(new IOException(e.toString()));
        }
    }

    /** Null if nothing has come for a while. */
    private @Nullable ByteBuffer read() throws IOException {
        int length;
        try {
            length = in.read(buffer);
        } catch (SocketTimeoutException idle) {
            return null;
        }
        if (length < 0) {
            throw new EOFException();
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        fitBuffer(length);
        if (waitsForEver) {
            waitFor(PATIENCE_MILLIS);
        }
        return bytes;
    }

    private void fitBuffer(int length) {
        roomyReads = length * GROWTH <= buffer.length ? roomyReads + 1 : 0;
        if (length == buffer.length && length < LARGEST_READ) {
            buffer = new byte[Math.min(length * GROWTH, LARGEST_READ)];
        } else if (roomyReads == ROOMY_READS) {
            buffer = new byte[Math.max(buffer.length / GROWTH, SMALLEST_READ)];
            roomyReads = 0;
        }
    }

    private void waitFor(int millis) throws SocketException {
        socket.setSoTimeout(millis);
        waitsForEver = millis == FOR_EVER;
    }

    /** False if it is another thread's turn now. */
    private boolean process(ByteBuffer bytes) {
        sink.take(bytes);
        patrol.walk();
        return turn.deliver(sink::deliver);
    }

    /** Makes as little of this thread as can be. False if another one waits in its place. */
    private boolean waitOn() throws SocketException {
        waitFor(FOR_EVER);
        if (!workers.waitsOnVirtualThreads() && buffer.length == SMALLEST_READ) {
            return true;
        }
        // A new thread also on an older JVM: what the JDK keeps for a thread that has read much is as large as that.
        buffer = new byte[SMALLEST_READ];
        turn.giveAway();
        if (!workers.startWaiting(workers.waitsOnVirtualThreads() ? this::waitOnly : this::standIn)) {
            end(stopped());
        }
        return false;
    }

    private void waitOnly() {
        turn.take();
        ByteBuffer bytes;
        try {
            bytes = read();
        } catch (IOException e) {
            handOn(() -> end(e));
            return;
        }
        handOn(() -> {
            turn.take();
            goOn(bytes);
        });
    }

    private void handOn(Runnable task) {
        turn.giveAway();
        if (!workers.start(task)) {
            end(stopped());
        }
    }

    private void standIn() {
        turn.take();
        goOn(null);
    }

    @Override
    public boolean look() {
        Sight sight = turn.look();
        if (sight == Sight.HELD_UP) {
            sink.heldUp();
            if (!workers.start(this::standIn)) {
                end(stopped());
            }
        }
        return sight != Sight.QUIET;
    }

    private static IOException stopped() {
        return new InterruptedIOException("the platform has stopped");
    }

    private void end(IOException why) {
        patrol.remove(this);
        sink.ended(why);
        sink.deliver();
    }
}
