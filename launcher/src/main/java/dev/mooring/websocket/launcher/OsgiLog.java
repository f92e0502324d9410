package dev.mooring.websocket.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Copies what is written to the OSGi log service. Its classes belong to a bundle and are not on our class path, and if
 * they were, they would be others: hence the reflection.
 */
final class OsgiLog extends ServiceTracker<Object, Object> {

    private static final String PACKAGE = "org.osgi.service.log.";

    /** The framework's events, which the log service repeats. We hear them from the framework. */
    private static final String FRAMEWORK_EVENTS = "Events.Framework";

    private final Logs logs;

    OsgiLog(BundleContext context, Logs logs) {
        super(context, PACKAGE + "LogReaderService", null);
        this.logs = logs;
    }

    @Override
    public Object addingService(ServiceReference<Object> reference) {
        Object reader = super.addingService(reference);
        try {
            listen(reader, reference.getBundle());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This log service can't be read", e);
        }
        return reader;
    }

    private void listen(Object reader, Bundle provider) throws ReflectiveOperationException {
        Class<?> listenerType = provider.loadClass(PACKAGE + "LogListener");
        Class<?> entryType = provider.loadClass(PACKAGE + "LogEntry");
        InvocationHandler handler = (self, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            case "toString" -> "the launcher's log listener";
            default -> copy(entryType, arguments[0]);
        };
        Object listener = Proxy.newProxyInstance(listenerType.getClassLoader(), new Class<?>[] {listenerType}, handler);
        provider.loadClass(PACKAGE + "LogReaderService")
                .getMethod("addLogListener", listenerType)
                .invoke(reader, listener);
    }

    private @Nullable Object copy(Class<?> entryType, Object entry) throws ReflectiveOperationException {
        String source = String.valueOf(read(entryType, entry, "getLoggerName"));
        if (!source.startsWith(FRAMEWORK_EVENTS)) {
            logs.print(
                    String.valueOf(read(entryType, entry, "getLogLevel")),
                    source,
                    String.valueOf(read(entryType, entry, "getMessage")),
                    (Throwable) read(entryType, entry, "getException"));
        }
        return null;
    }

    private static @Nullable Object read(Class<?> entryType, Object entry, String accessor)
            throws ReflectiveOperationException {
        return entryType.getMethod(accessor).invoke(entry);
    }
}
