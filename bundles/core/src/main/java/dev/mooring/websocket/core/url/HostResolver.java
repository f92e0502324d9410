package dev.mooring.websocket.core.url;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks up names. A thread in the system's resolver can't be interrupted, so look-ups have few threads of their own
 * that hold nothing but the name, and callers stop waiting when they like.
 */
final class HostResolver {

    /** Who knows the addresses of a name. */
    interface LookUp {

        /** All of them, in the order in which they should be tried. */
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    static final int MAX_THREADS = 4;

    private static final int LINGER_SECONDS = 2;

    private final LookUp system;
    private final ThreadPoolExecutor threads;

    HostResolver(LookUp system, ThreadFactory factory) {
        this.system = system;
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, LINGER_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** All addresses of a host, at least one, by one look-up. Blocks; throws {@code UNKNOWN_HOST}. */
    List<InetAddress> lookUp(String host) {
        try {
            InetAddress[] addresses = system.addressesOf(host);
            if (addresses.length > 0) {
                return List.of(addresses);
            }
        } catch (UnknownHostException e) {
            // Its message is the name, which is all that there is to say.
        }
        throw new WebSocketException(
                Reason.UNKNOWN_HOST,
                "The host name " + host + " is unknown. Check its spelling and the network's DNS.");
    }

    /**
     * Puts a question that may block, to be answered on one of the few threads. The answer fails with
     * {@link WebSocketException}, or is cancelled by who has asked.
     */
    CompletableFuture<List<InetAddress>> ask(Supplier<List<InetAddress>> question) {
        Answer answer = new Answer(question);
        try {
            threads.execute(answer);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(stopped());
        }
        return answer;
    }

    static WebSocketException stopped() {
        return new WebSocketException(
                Reason.SERVICE_STOPPED,
                "The WebSocket service is stopping or has stopped. Take it again when it is back.");
    }

    /** Waits a while for look-ups that are under way. One that the system does not answer ends when it does. */
    void stop(Duration patience) throws InterruptedException {
        for (Runnable unanswered : threads.shutdownNow()) {
            ((Answer) unanswered).completeExceptionally(stopped());
        }
        threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private final class Answer extends CompletableFuture<List<InetAddress>> implements Runnable {

        private final Supplier<List<InetAddress>> question;

        Answer(Supplier<List<InetAddress>> question) {
            this.question = question;
        }

        @Override
        public void run() {
            if (isDone()) {
                return;
            }
            try {
                complete(question.get());
            } catch (WebSocketException e) {
                completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                // A resolver can be plugged in, and must not leave its caller waiting, nor with an object of its own.
                completeExceptionally(
                        new WebSocketException(Reason.UNKNOWN_HOST, "The host could not be looked up: " + e + "."));
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            // Behind look-ups that hang, those that nobody waits for any more must not pile up.
            threads.remove(this);
            return super.cancel(mayInterruptIfRunning);
        }
    }
}
