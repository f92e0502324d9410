package dev.mooring.websocket.core.thread;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Starts the threads of core, and knows when all have ended.
 *
 * <p>A thread is never used for two connections: what a handler leaves in its thread-locals must not reach another
 * extension, nor outlive the connection.
 */
public final class Workers {

    /** Delays are counted in nanoseconds, in a long. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final NeutralThreads threads = new NeutralThreads();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);

    /** Guarded by this. */
    private final Set<Thread> running = new HashSet<>();

    /** Guarded by this. */
    private boolean stopped;

    public Workers() {
        timer.setRemoveOnCancelPolicy(true);
        // Once stopped, what would have been done later is not done any more, and that harms nobody.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timer.prestartCoreThread();
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @return false, with the task not run, once these workers have been stopped, or if there are no threads to be had
     */
    public synchronized boolean start(Runnable task) {
        if (stopped) {
            return false;
        }
        Thread thread = threads.newThread(() -> {
            try {
                task.run();
            } finally {
                ended(Thread.currentThread());
            }
        });
        running.add(thread);
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError e) {
            // That is how a JVM says that the system gives it no more threads.
            running.remove(thread);
            return false;
        }
    }

    private synchronized void ended(Thread thread) {
        running.remove(thread);
        notifyAll();
    }

    /** Runs a task later, on the one timer thread: it must be quick and must not run code of others. */
    public Alarm schedule(Runnable task, Duration delay) {
        Duration countable = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        Future<?> scheduled = timer.schedule(task, countable.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** For threads that may not answer an interrupt: whoever makes them sees to their end, and nobody waits for it. */
    public ThreadFactory unwaitedThreads() {
        return threads;
    }

    /**
     * Waits until no task is running but the caller's own.
     *
     * @return false if some still are after that time
     */
    public synchronized boolean awaitQuiet(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (othersAreRunning()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private boolean othersAreRunning() {
        int own = running.contains(Thread.currentThread()) ? 1 : 0;
        return running.size() > own;
    }

    /**
     * Waits until the timer has ended too, after {@link #stop()}.
     *
     * @return false if it is at work still after that time
     */
    public boolean awaitTimer(Duration patience) throws InterruptedException {
        return timer.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts nothing any more, and interrupts what is still running. */
    public synchronized void stop() {
        stopped = true;
        timer.shutdownNow();
        for (Thread thread : running) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }
}
