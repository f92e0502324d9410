package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until one channel is ready for one operation. Takes two file descriptors from the first wait until it is
 * released.
 *
 * <p>One thread waits at a time. An interrupt does not end the wait; to close the channel, and then release this, does.
 */
final class Readiness {

    static final int FOR_EVER = 0;

    private final SocketChannel channel;
    private final int operation;

    /** Guarded by this. */
    private @Nullable Selector selector;

    /** @param operation as {@link java.nio.channels.SelectionKey} has them */
    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * Throws {@link SocketTimeoutException} if the channel is not ready in time; also if the system gives nothing to
     * wait with, and there is a limit to the waiting.
     */
    void await(int millis) throws IOException {
        boolean interrupted = false;
        try {
            long patience = TimeUnit.MILLISECONDS.toNanos(millis);
            long begin = System.nanoTime();
            long left = millis;
            while (!isReady(selector(millis), left)) {
                interrupted |= Thread.interrupted();
                if (millis != FOR_EVER) {
                    left = TimeUnit.NANOSECONDS.toMillis(patience - (System.nanoTime() - begin));
                    if (left <= 0) {
                        throw new SocketTimeoutException();
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isReady(Selector waiting, long millis) throws IOException {
        try {
            return waiting.select(ready -> {}, millis) > 0;
        } catch (ClosedSelectorException e) {
            // It was released. If the channel is closed, the next look will say so.
            return false;
        }
    }

    private synchronized Selector selector(int millis) throws IOException {
        if (selector == null) {
            Selector opened = open(millis);
            try {
                channel.register(opened, operation);
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
            selector = opened;
        }
        return selector;
    }

    private static Selector open(int millis) throws IOException {
        try {
            return Selector.open();
        } catch (IOException e) {
            // The reason is that there are no file descriptors left. Who can do without the wait does.
            throw millis == FOR_EVER ? e : (IOException) new SocketTimeoutException(e.getMessage()).initCause(e);
        }
    }

    /** Gives back what waiting took, from any thread. Whoever waits has a new look at the channel. */
    synchronized void release() {
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                // One that can't be closed is of no use either way.
            }
            selector = null;
        }
    }
}
