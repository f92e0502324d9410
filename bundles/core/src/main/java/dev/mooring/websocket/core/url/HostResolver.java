package dev.mooring.websocket.core.url;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
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

    /** Of one asker's questions at a time: names that nobody answers must not hold up everybody else's. */
    static final int MAX_THREADS_EACH = 2;

    /** An asker who may have all threads. */
    static final String ANYBODY = "";

    private static final int LINGER_SECONDS = 2;

    private final LookUp system;
    private final ThreadPoolExecutor threads;

    /** What each asker's threads are busy with, and behind it what waits for one of them. Guarded by this. */
    private final Map<String, Queue<Answer>> unanswered = new HashMap<>();

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
     *
     * @param asker on whose behalf
     */
    CompletableFuture<List<InetAddress>> ask(String asker, Supplier<List<InetAddress>> question) {
        Answer answer = new Answer(asker, question);
        if (!take(answer)) {
            answer.completeExceptionally(stopped());
        }
        return answer;
    }

    private synchronized boolean take(Answer answer) {
        if (threads.isShutdown()) {
            return false;
        }
        unanswered.computeIfAbsent(answer.asker, unused -> new ArrayDeque<>()).add(answer);
        boolean isTaken = false;
        try {
            handOn(answer.asker);
            isTaken = true;
        } finally {
            if (!isTaken) {
                // The system has no thread. Who asks hears of it, and keeps no place.
                remove(answer);
            }
        }
        return true;
    }

    /** Hands those of an asker's questions to the threads that it has threads for. */
    private synchronized void handOn(String asker) {
        Queue<Answer> all = unanswered.get(asker);
        if (all != null && !threads.isShutdown()) {
            int most = asker.equals(ANYBODY) ? MAX_THREADS : MAX_THREADS_EACH;
            all.stream().limit(most).forEach(Answer::hand);
        }
    }

    /** It needs no thread any more: the next one can have it. */
    private synchronized void forget(Answer answer) {
        remove(answer);
        handOn(answer.asker);
    }

    private synchronized void remove(Answer answer) {
        Queue<Answer> all = unanswered.get(answer.asker);
        if (all != null && all.remove(answer) && all.isEmpty()) {
            unanswered.remove(answer.asker);
        }
    }

    static WebSocketException stopped() {
        return new WebSocketException(
                Reason.SERVICE_STOPPED,
                "The WebSocket service is stopping or has stopped. Take it again when it is back.");
    }

    /** Waits a while for look-ups that are under way. One that the system does not answer ends when it does. */
    void stop(Duration patience) throws InterruptedException {
        stopThreads().forEach(answer -> answer.completeExceptionally(stopped()));
        threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns what will not be looked up any more. */
    private synchronized List<Answer> stopThreads() {
        threads.shutdownNow();
        return unanswered.values().stream()
                .flatMap(Queue::stream)
                .filter(answer -> !answer.begun)
                .toList();
    }

    private final class Answer extends CompletableFuture<List<InetAddress>> implements Runnable {

        private final String asker;
        private final Supplier<List<InetAddress>> question;

        /** Guarded by the resolver. */
        private boolean handed;

        /** Whether a thread has it. */
        private volatile boolean begun;

        Answer(String asker, Supplier<List<InetAddress>> question) {
            this.asker = asker;
            this.question = question;
        }

        void hand() {
            if (!handed) {
                threads.execute(this);
                handed = true;
            }
        }

        @Override
        public void run() {
            begun = true;
            try {
                answer();
            } finally {
                forget(this);
            }
        }

        private void answer() {
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
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            // Behind look-ups that hang, those that nobody waits for any more must not pile up. One that has a thread
            // keeps it, and its place.
            if (cancelled && !begun) {
                threads.remove(this);
                forget(this);
            }
            return cancelled;
        }
    }
}
