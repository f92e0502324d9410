package dev.mooring.websocket.itests.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Connections that nothing comes on but their close. One thread has all of them, and knows when the last went. */
final class IdleConnections {

    private static final int BUFFER_BYTES = 4096;
    private static final int LOW_NIBBLE = 0x0f;
    private static final int LENGTH_BITS = 0x7f;
    private static final int MASKED_HEADER = 6;
    private static final long PATIENCE_SECONDS = 60;

    private final Selector selector;
    private final Queue<SocketChannel> fresh = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    // Guarded by this.
    private int open;
    private long lastClosed;

    private IdleConnections(Selector selector) {
        this.selector = selector;
    }

    static IdleConnections start() throws IOException {
        IdleConnections connections = new IdleConnections(Selector.open());
        Thread thread = new Thread(connections::run, "idle");
        thread.setDaemon(true);
        thread.start();
        return connections;
    }

    void keep(SocketChannel peer) throws IOException {
        peer.configureBlocking(false);
        synchronized (this) {
            open++;
        }
        fresh.add(peer);
        selector.wakeup();
    }

    /** When the last of them was closed, by the clock that all processes of this machine have in common. */
    synchronized long awaitAllClosed() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (open > 0 && System.nanoTime() < deadline) {
            wait(TimeUnit.SECONDS.toMillis(1));
        }
        return open == 0 ? lastClosed : -1;
    }

    private void run() {
        while (true) {
            try {
                selector.select(this::read);
                for (SocketChannel peer = fresh.poll(); peer != null; peer = fresh.poll()) {
                    peer.register(selector, SelectionKey.OP_READ);
                }
            } catch (IOException e) {
                throw new IllegalStateException("Can't select", e);
            }
        }
    }

    private void read(SelectionKey key) {
        SocketChannel peer = (SocketChannel) key.channel();
        try {
            buffer.clear();
            int count = peer.read(buffer);
            buffer.flip();
            if (count < 0 || hasClose()) {
                if (count > 0) {
                    // Nobody here is told why; that is not what this is about.
                    peer.write(Frames.frame(Frames.CLOSE, new byte[0]));
                }
                close(peer);
            }
        } catch (IOException e) {
            close(peer);
        }
    }

    /** Frames to this server are small and come whole. */
    private boolean hasClose() {
        while (buffer.remaining() >= MASKED_HEADER) {
            int opcode = buffer.get() & LOW_NIBBLE;
            if (opcode == Frames.CLOSE) {
                return true;
            }
            int length = buffer.get() & LENGTH_BITS;
            buffer.position(Math.min(buffer.limit(), buffer.position() + length + MASKED_HEADER - 2));
        }
        return false;
    }

    private void close(SocketChannel peer) {
        try {
            peer.close();
        } catch (IOException e) {
            // Then it is closed already.
        }
        synchronized (this) {
            open--;
            lastClosed = System.nanoTime();
            notifyAll();
        }
    }
}
