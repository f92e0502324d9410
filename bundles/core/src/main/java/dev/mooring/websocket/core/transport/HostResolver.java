package dev.mooring.websocket.core.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up names. A thread in the system's resolver can't be interrupted, so look-ups have few threads of their own
 * that hold nothing but the name, and callers stop waiting when they like.
 */
final class HostResolver {

    private static final int MAX_THREADS = 4;
    private static final int LINGER_SECONDS = 2;

    private final ThreadPoolExecutor threads;

    HostResolver(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, LINGER_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** All addresses of a host, in the order of the system; fails with {@link UnknownHostException}. */
    CompletableFuture<InetAddress[]> resolve(String host) {
        CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        threads.execute(() -> {
            if (addresses.isDone()) {
                return;
            }
            try {
                addresses.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException | RuntimeException | Error e) {
                // A resolver can be plugged in, and must not leave its caller waiting.
                addresses.completeExceptionally(e);
            }
        });
        return addresses;
    }

    /** Waits a while for look-ups that are under way. One that the system does not answer ends when it does. */
    void stop(Duration patience) throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
