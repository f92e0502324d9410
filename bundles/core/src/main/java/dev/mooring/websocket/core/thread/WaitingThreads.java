package dev.mooring.websocket.core.thread;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that do nothing but wait for a socket: virtual ones where the JVM has them (from Java 21 on), for a
 * platform thread takes many times the memory. No code of others runs on them, since a virtual thread that does not
 * give up its carrier would hold up all the others.
 */
final class WaitingThreads implements ThreadFactory {

    private final ThreadFactory otherwise;
    private final @Nullable ThreadFactory virtual;

    /** @param otherwise makes platform threads */
    WaitingThreads(ThreadFactory otherwise) {
        this.otherwise = otherwise;
        this.virtual = virtualThreads();
    }

    boolean areVirtual() {
        return virtual != null;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = (virtual == null ? otherwise : virtual).newThread(task);
        if (virtual != null) {
            thread.setContextClassLoader(WaitingThreads.class.getClassLoader());
        }
        return thread;
    }

    /** {@code Thread.ofVirtual().inheritInheritableThreadLocals(false).factory()}, which Java 17 does not know. */
    private static @Nullable ThreadFactory virtualThreads() {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Method ofVirtual = Thread.class.getMethod("ofVirtual");
            Object builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(
                            type.getMethod("name", String.class).invoke(ofVirtual.invoke(null), "mooring-waiting"),
                            false);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
