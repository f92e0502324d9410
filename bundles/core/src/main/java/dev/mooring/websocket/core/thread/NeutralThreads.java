package dev.mooring.websocket.core.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that keep nothing of whoever asked for them: no class loader, thread-locals, group or priority. */
final class NeutralThreads implements ThreadFactory {

    static final String NAME_PREFIX = "mooring-";

    private final ThreadGroup group = topmostGroup();
    private final AtomicInteger made = new AtomicInteger();

    /** The caller's group may be an extension's, which could interrupt all threads in it. */
    private static ThreadGroup topmostGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    // The priority is set so that it is nobody's, not to tune anything.
    @SuppressWarnings("ThreadPriorityCheck")
    @Override
    public Thread newThread(Runnable task) {
        boolean inheritThreadLocals = false;
        Thread thread = new Thread(group, task, NAME_PREFIX + made.incrementAndGet(), 0, inheritThreadLocals);
        thread.setContextClassLoader(NeutralThreads.class.getClassLoader());
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        return thread;
    }
}
