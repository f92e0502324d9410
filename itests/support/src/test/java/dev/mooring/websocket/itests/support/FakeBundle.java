package dev.mooring.websocket.itests.support;

import java.util.concurrent.CountDownLatch;

/** A bundle in miniature, for {@link HeapWalkTest} to load more than once. Knows the JDK alone. */
public final class FakeBundle implements Runnable {

    public static Object kept;

    public Object field;

    public static Runnable capture(Object captured) {
        return () -> kept = captured;
    }

    /** Has the object on the stack while the action runs. */
    public static void useDuring(Object local, Runnable action) {
        action.run();
        kept = local.toString();
    }

    /** Makes a thread group of a class of its own. */
    public static ThreadGroup group() {
        return new ThreadGroup("fake") {};
    }

    /** Lasts until it is interrupted. */
    @Override
    public void run() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
