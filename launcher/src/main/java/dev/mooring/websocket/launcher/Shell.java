package dev.mooring.websocket.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * An interactive Gogo shell on a thread of ours. Gogo would start one by itself, on a thread that its bundle waits for
 * when it stops; as that thread waits for the keyboard, Ctrl-C would take five seconds and end in a stack dump.
 *
 * <p>Gogo's classes belong to a bundle and are not on our class path: hence the reflection.
 */
final class Shell {

    private static final String PACKAGE = "org.apache.felix.service.command.";

    private final BundleContext context;

    Shell(BundleContext context) {
        this.context = context;
    }

    /** Framework properties: no shell by itself, and no profile from the current folder. */
    static Map<String, String> properties(Installation installation) {
        return Map.of(
                "gosh.args",
                "--nointeractive --noshutdown",
                "gosh.home",
                installation.home().toString());
    }

    /** Reads and runs commands until the user, or the framework, has had enough. */
    void run() {
        Keyboard keyboard = new Keyboard();
        context.registerService(
                Keyboard.class,
                keyboard,
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", "gogo", "osgi.command.function", "exit")));
        try {
            ServiceReference<?> reference = context.getServiceReference(PACKAGE + "CommandProcessor");
            Object session = reference
                    .getBundle()
                    .loadClass(PACKAGE + "CommandProcessor")
                    .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                    .invoke(
                            context.getService(reference),
                            keyboard,
                            new FileOutputStream(FileDescriptor.out),
                            new FileOutputStream(FileDescriptor.err));
            reference
                    .getBundle()
                    .loadClass(PACKAGE + "CommandSession")
                    .getMethod("execute", CharSequence.class)
                    .invoke(session, "gosh --login --quiet --noshutdown");
        } catch (ReflectiveOperationException e) {
            // Whoever stops the framework ends our session, too.
            if (context.getBundle().getState() == Bundle.ACTIVE) {
                throw new IllegalStateException("The shell has failed", e);
            }
        }
    }
}
