package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.dial.Dialled;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.socket.Lookout;
import dev.mooring.websocket.core.thread.Patrol;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.ReadersTurn.Sight;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads from one socket until its end, on whatever thread has the {@link ReadersTurn}. That thread delivers what it
 * reads itself. When nothing has come for a while it leaves: an idle connection has no thread, and no large buffer.
 */
final class SocketReader implements Patrol.Post {

    /** Takes what is read. All calls come from the thread that has the turn, but for {@link #deliver()}. */
    interface Sink {

        /** Bytes have come; they are the sink's until it returns. Does not run code of others, but may wait for it. */
        void take(ByteBuffer bytes);

        /** May take long, and be running still while more is taken. */
        void deliver();

        /** Nothing has come for a while. */
        void idle();

        /** A delivery takes long, so another thread reads on. Called on the timer. */
        void heldUp();

        /**
         * Nothing will be taken any more: this is the last call but for {@link #deliver()}.
         *
         * @param why an {@link EOFException} if the peer has closed its half of the connection in good order
         */
        void ended(IOException why);
    }

    private static final byte[] NOTHING = {};
    private static final int SMALLEST_READ = 64;

    static final int LARGEST_READ = 64 * 1024;
    private static final int GROWTH = 8;

    /** After so many reads in a row that needed little of the buffer, a smaller one will do. */
    private static final int ROOMY_READS = 32;

    /** How long a thread waits for more: to start one costs as much as a few messages do. */
    private static final int PATIENCE_MILLIS = 250;

    /** How long the one that has connected waits: many connections are opened at once, and few have much to say. */
    private static final int FIRST_PATIENCE_MILLIS = 20;

    private static final Duration PAUSE_WITHOUT_THREADS = Duration.ofMillis(100);

    private final ChannelSocket base;
    private final InputStream in;
    private final Sink sink;
    private final ReadersTurn turn;
    private final Patrol patrol;
    private final Lookout lookout;
    private final Workers workers;

    /** What the next read goes to. Owned by the thread that has the turn, and so is the next one. */
    private byte[] buffer = NOTHING;

    private int roomyReads;

    SocketReader(Dialled dialled, Sink sink, ReadersTurn turn, Patrol patrol, Lookout lookout, Workers workers)
            throws IOException {
        this.base = dialled.base();
        this.in = dialled.top().getInputStream();
        this.sink = sink;
        this.turn = turn;
        this.patrol = patrol;
        this.lookout = lookout;
        this.workers = workers;
        base.setSoTimeout(FIRST_PATIENCE_MILLIS);
    }

    /**
     * For the thread that has the turn: keeps it as long as possible. Returns when another thread has taken it, or at
     * the end.
     *
     * @param first what has been read already
     */
    void run(ByteBuffer first) {
        goOn(first);
    }

    private void goOn(@Nullable ByteBuffer first) {
        patrol.add(this);
        try {
            ByteBuffer next = first == null ? read() : first;
            while (next != null && process(next)) {
                next = read();
            }
            if (next == null) {
                leave();
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
        if (buffer.length == 0) {
            buffer = new byte[SMALLEST_READ];
        }
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

    /** False if it is another thread's turn now. */
    private boolean process(ByteBuffer bytes) {
        sink.take(bytes);
        patrol.walk();
        return turn.deliver(sink::deliver);
    }

    /** Whatever touches this reader from now on is the next thread's. */
    private void leave() throws IOException {
        patrol.remove(this);
        buffer = NOTHING;
        roomyReads = 0;
        sink.idle();
        turn.giveAway();
        base.leave(lookout, this::startReading);
    }

    /** On the lookout or the timer, where no code of others may run: if there is no thread, one is asked for later. */
    private void startReading() {
        if (workers.start(this::standIn)) {
            return;
        }
        if (workers.areStopped()) {
            end(stopped());
        } else {
            workers.schedule(this::startReading, PAUSE_WITHOUT_THREADS);
        }
    }

    private void standIn() {
        turn.take();
        base.setSoTimeout(PATIENCE_MILLIS);
        goOn(null);
    }

    @Override
    public boolean look() {
        Sight sight = turn.look();
        if (sight == Sight.HELD_UP) {
            sink.heldUp();
            startReading();
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
