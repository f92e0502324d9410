package dev.mooring.websocket.core.thread;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads for one task each, known until they have ended. */
public final class Crew {

    private final ThreadFactory threads;

    /** Guarded by this. */
    private final Set<Thread> running = new HashSet<>();

    /** Guarded by this. */
    private boolean stopped;

    public Crew(ThreadFactory threads) {
        this.threads = threads;
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @return false, with the task not run, once this crew has been stopped, or if there are no threads to be had
     */
    public synchronized boolean start(Runnable task) {
        if (stopped) {
            return false;
        }
        try {
            Thread thread = threads.newThread(() -> {
                try {
                    task.run();
                } finally {
                    ended(Thread.currentThread());
                }
            });
            thread.start();
            // It can't have ended yet: that takes the lock.
            running.add(thread);
            return true;
        } catch (OutOfMemoryError e) {
            // That is also how a JVM says that the system gives it no more threads.
            return false;
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void ended(Thread thread) {
        running.remove(thread);
        notifyAll();
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

    /** Starts nothing any more, and interrupts what is still running. */
    public synchronized void stop() {
        stopped = true;
        for (Thread thread : running) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }
}
