package dev.mooring.websocket.core.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Watches all sockets on which nothing happens, with one thread for all of them, and calls their readers when something
 * has come. It has that thread only as long as there are sockets that have been watched and are open.
 */
public final class Lookout implements Closeable {

    private final ThreadFactory threads;
    private final Selector selector;

    // All guarded by this.
    /** Who is to be called. */
    private final Map<ChannelSocket, Runnable> readers = new HashMap<>();

    /** Those for whom something has come, or nothing will any more. */
    private final List<Runnable> due = new ArrayList<>();

    private boolean hasThread;
    private boolean stopped;

    /** @throws IOException if the system has no file descriptors left */
    public Lookout(ThreadFactory threads) throws IOException {
        this.threads = threads;
        this.selector = Selector.open();
    }

    /** Calls the reader once, unless this throws. */
    synchronized void watch(ChannelSocket socket, Runnable reader) throws IOException {
        if (stopped) {
            throw new ClosedChannelException();
        }
        ensureThread();
        // It gets no further than to where it needs the lock, so it sees what is done here, or that nothing was.
        selector.wakeup();
        arm(socket);
        // Behind what throws if the socket is closed: whoever closes it from now on finds the reader.
        readers.put(socket, reader);
    }

    private void ensureThread() throws IOException {
        if (hasThread) {
            return;
        }
        try {
            threads.newThread(this::watchAll).start();
            hasThread = true;
        } catch (OutOfMemoryError e) {
            throw new IOException("the system gives no more threads", e);
        }
    }

    private void arm(ChannelSocket socket) throws ClosedChannelException {
        SelectionKey key = socket.getChannel().keyFor(selector);
        if (key == null) {
            socket.getChannel().register(selector, SelectionKey.OP_READ, socket);
            return;
        }
        try {
            key.interestOps(SelectionKey.OP_READ);
        } catch (CancelledKeyException e) {
            throw new ClosedChannelException();
        }
    }

    /** The reader of this socket will be called, and the system told that nobody needs the socket any more. */
    synchronized void closed(ChannelSocket socket) {
        callSoon(socket);
        selector.wakeup();
    }

    private synchronized void callSoon(ChannelSocket socket) {
        Runnable reader = readers.remove(socket);
        if (reader != null) {
            due.add(reader);
        }
    }

    private void watchAll() {
        do {
            try {
                selector.select(this::ready);
            } catch (IOException e) {
                // The system can't say any more where something comes: all look for themselves.
                callAllSoon();
            }
            // Whoever means to end this thread closes the lookout.
            Thread.interrupted();
            takeDue().forEach(Runnable::run);
        } while (goesOn());
    }

    private void ready(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            // It has just been closed.
        }
        callSoon((ChannelSocket) key.attachment());
    }

    private synchronized void callAllSoon() {
        due.addAll(readers.values());
        readers.clear();
    }

    private synchronized List<Runnable> takeDue() {
        List<Runnable> taken = new ArrayList<>(due);
        due.clear();
        return taken;
    }

    private synchronized boolean goesOn() {
        // A reader may be there without a key: then whoever has closed the socket is on the way to tell us.
        if (!readers.isEmpty()
                || !due.isEmpty()
                || (!stopped && !selector.keys().isEmpty())) {
            return true;
        }
        hasThread = false;
        if (stopped) {
            closeSelector();
        }
        notifyAll();
        return false;
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            // It is not used any more.
        }
    }

    /** Watches no more: as if all sockets that are left had been closed, readers are called to see for themselves. */
    @Override
    public synchronized void close() {
        stopped = true;
        callAllSoon();
        if (hasThread) {
            selector.wakeup();
        } else {
            closeSelector();
        }
    }

    /**
     * Waits until the thread has ended, after {@link #close()}.
     *
     * @return false if it has not after that time
     */
    public synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (hasThread) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
