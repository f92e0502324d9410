package dev.mooring.websocket.core.thread;

import java.time.Duration;
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
    private final Crew crew = new Crew(threads);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);

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
    public boolean start(Runnable task) {
        return crew.start(task);
    }

    /** Whether that is why nothing is started any more. */
    public boolean areStopped() {
        return crew.isStopped();
    }

    /**
     * To be called on a thread when code of others has run on it: what that code has done to it must not reach, or tell
     * anything to, the code that runs next. Does nothing to threads that were not made here, but for the interrupt.
     */
    public static void restoreThread() {
        Thread.interrupted();
        restoreOwnThread();
    }

    /** The same for a thread that may be that of whoever has called us: such a one is left alone. */
    public static void restoreOwnThread() {
        if (Thread.currentThread() instanceof NeutralThread own) {
            Thread.interrupted();
            own.restore();
        }
    }

    /** Whether the caller's thread was made here, and no code of others has run on it so far. */
    public static boolean isThreadUntouched() {
        return Thread.currentThread() instanceof NeutralThread own && !own.isTouched();
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
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        return crew.awaitQuiet(patience);
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
    public void stop() {
        timer.shutdownNow();
        crew.stop();
    }
}
