package dev.mooring.websocket.core.thread;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that keep nothing of whoever asked for them: no class loader, thread-locals, group, priority or
 * security context.
 */
@SuppressWarnings("removal")
final class NeutralThreads implements ThreadFactory {

    static final String NAME_PREFIX = "mooring-";

    private static final AccessControlContext NOBODY = new AccessControlContext(new ProtectionDomain[0]);

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

    @Override
    public Thread newThread(Runnable task) {
        String name = NAME_PREFIX + made.incrementAndGet();
        // Until Java 24 a thread keeps the protection domains of all that are on the stack when it is made. Some of
        // them are the extension's, and anybody who is called on the thread can ask for them.
        PrivilegedAction<Thread> make = () -> new NeutralThread(group, task, name);
        return AccessController.doPrivileged(make, NOBODY);
    }
}
