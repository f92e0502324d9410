package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Alarm;
import dev.mooring.websocket.core.thread.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Dials several addresses of one host, and keeps the connection that is made first (RFC 8305, section 5). The caller's
 * thread dials the first; the next is dialled when that has failed, or by another thread when it takes long. Closing
 * the race ends all of it.
 */
final class Race implements Closeable {

    /** RFC 8305, section 5, "Connection Attempt Delay". */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    /** A name may have hundreds of addresses, none of which answers. They must not take as many threads. */
    private static final int MAX_AT_ONCE = 8;

    private static final Alarm NONE = () -> {};

    /** Makes a socket that is connected to nothing yet. */
    interface Source {

        ChannelSocket open() throws IOException;
    }

    private final int port;
    private final Source sockets;
    private final Workers workers;

    // All guarded by this.
    private final Queue<InetAddress> left;

    /** Those that were started first come first. */
    private final List<Runner> running = new ArrayList<>();

    private final StringJoiner failures = new StringJoiner("; ");
    private Alarm nextStart = NONE;
    private @Nullable ChannelSocket winner;
    private boolean over;

    /** No record: these are told apart by identity, and the JDK keeps a class whose record's equals is called. */
    private static final class Runner {

        final InetAddress address;
        final ChannelSocket socket;

        Runner(InetAddress address, ChannelSocket socket) {
            this.address = address;
            this.socket = socket;
        }
    }

    /** @param addresses all of which may be dialled */
    Race(List<InetAddress> addresses, int port, Source sockets, Workers workers) {
        this.left = new ArrayDeque<>(Families.interleaved(addresses));
        this.port = port;
        this.sockets = sockets;
        this.workers = workers;
    }

    /** Blocks until the first connection is made. Throws what has come of each address if there is none. */
    ChannelSocket run() throws IOException, InterruptedException {
        try {
            dialUntilOver();
            return awaitWinner();
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private synchronized ChannelSocket awaitWinner() throws IOException, InterruptedException {
        while (!over && !running.isEmpty()) {
            wait();
        }
        if (winner == null) {
            throw new IOException(failures.toString());
        }
        return winner;
    }

    private void dialUntilOver() {
        for (Runner runner = next(); runner != null; runner = next()) {
            try {
                runner.socket.setTcpNoDelay(true);
                runner.socket.connect(new InetSocketAddress(runner.address, port));
                won(runner);
            } catch (IOException | RuntimeException e) {
                failed(runner, e);
            }
        }
    }

    private synchronized @Nullable Runner next() {
        InetAddress address = over ? null : left.poll();
        if (address == null) {
            return null;
        }
        ChannelSocket socket;
        try {
            socket = sockets.open();
        } catch (IOException e) {
            failures.add(address.getHostAddress() + ": " + e.getMessage());
            return next();
        }
        Runner runner = new Runner(address, socket);
        running.add(runner);
        nextStart.cancel();
        nextStart = left.isEmpty() ? NONE : workers.schedule(this::startNext, HEAD_START);
        return runner;
    }

    /** On a thread of its own, or that of the one that has been tried for longest, which is given up. */
    private synchronized void startNext() {
        if (over || left.isEmpty()) {
            return;
        }
        if (running.size() < MAX_AT_ONCE) {
            workers.start(this::dialUntilOver);
        } else {
            Runner slowest = running.remove(0);
            failures.add(slowest.address.getHostAddress() + ": no answer");
            slowest.socket.close();
        }
    }

    private synchronized void won(Runner runner) {
        boolean givenUp = !running.remove(runner);
        if (over || givenUp) {
            runner.socket.close();
        } else {
            winner = runner.socket;
            end();
        }
    }

    private synchronized void failed(Runner runner, Exception why) {
        runner.socket.close();
        boolean givenUp = !running.remove(runner);
        if (!over && !givenUp) {
            failures.add(runner.address.getHostAddress() + ": " + why.getMessage());
            notifyAll();
        }
    }

    /** Ends the race if it has no winner yet. */
    @Override
    public synchronized void close() {
        if (!over) {
            end();
        }
    }

    /** Ends the race if it has no winner yet, and says of those who are still running that they were too slow. */
    synchronized void expire() {
        if (!over) {
            failures.add("no answer in time");
            end();
        }
    }

    // Closing a plain socket does not block and calls nobody, so the lock may be held.
    private void end() {
        over = true;
        nextStart.cancel();
        running.forEach(runner -> runner.socket.close());
        notifyAll();
    }
}
