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
import org.jspecify.annotations.Nullable;

/**
 * Watches all sockets on which nothing happens, with one thread for all of them, and calls their readers when something
 * has come. It has that thread only as long as there are sockets that have been watched and are open.
 */
public final class Lookout implements Closeable {

    private final ThreadFactory threads;

    // All guarded by this.
    /** Who is to be called. */
    private final Map<ChannelSocket, Runnable> readers = new HashMap<>();

    /** Those who wait for something that will not come any more: they are called by the thread that watches. */
    private final List<Runnable> due = new ArrayList<>();

    /** There is one as long as there is a thread. */
    private @Nullable Selector current;

    private boolean stopped;

    public Lookout(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Calls the reader once, unless this throws. */
    synchronized void watch(ChannelSocket socket, Runnable reader) throws IOException {
        if (stopped) {
            throw new ClosedChannelException();
        }
        Selector selector = current;
        if (selector == null) {
            selector = Selector.open();
            start(selector, socket);
            current = selector;
        } else {
            arm(selector, socket);
            selector.wakeup();
        }
        // Behind what throws if the socket is closed: whoever closes it from now on finds the reader.
        readers.put(socket, reader);
    }

    private void start(Selector selector, ChannelSocket first) throws IOException {
        try {
            arm(selector, first);
            threads.newThread(() -> watchAll(selector)).start();
        } catch (OutOfMemoryError e) {
            selector.close();
            throw new IOException("the system gives no more threads", e);
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    private static void arm(Selector selector, ChannelSocket socket) throws ClosedChannelException {
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
        Runnable reader = readers.remove(socket);
        if (reader != null) {
            due.add(reader);
        }
        if (current != null) {
            current.wakeup();
        }
    }

    private void watchAll(Selector selector) {
        do {
            try {
                selector.select(this::ready);
            } catch (IOException e) {
                // There is nobody who could do better.
                close();
            }
            // Whoever means to end this thread closes the lookout.
            Thread.interrupted();
            takeDue().forEach(Runnable::run);
        } while (goesOn(selector));
    }

    private void ready(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            // It has just been closed.
        }
        Runnable reader = take((ChannelSocket) key.attachment());
        if (reader != null) {
            reader.run();
        }
    }

    private synchronized @Nullable Runnable take(ChannelSocket socket) {
        return readers.remove(socket);
    }

    private synchronized List<Runnable> takeDue() {
        List<Runnable> taken = new ArrayList<>(due);
        due.clear();
        return taken;
    }

    private synchronized boolean goesOn(Selector selector) {
        // A reader may be there without a key: then whoever has closed the socket is on the way to tell us.
        if (!readers.isEmpty()
                || !due.isEmpty()
                || (!stopped && !selector.keys().isEmpty())) {
            return true;
        }
        try {
            selector.close();
        } catch (IOException e) {
            // It is not used any more.
        }
        current = null;
        notifyAll();
        return false;
    }

    /** Watches no more: as if all sockets that are left had been closed, readers are called to see for themselves. */
    @Override
    public synchronized void close() {
        stopped = true;
        if (current != null) {
            due.addAll(readers.values());
            readers.clear();
            current.wakeup();
        }
    }

    /**
     * Waits until the thread has ended, after {@link #close()}.
     *
     * @return false if it has not after that time
     */
    public synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (current != null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
