package dev.mooring.websocket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Writes logs of every kind, in one form. Thread-safe. */
final class Logs implements FrameworkListener {

    private final PrintStream out;

    private Logs(PrintStream out) {
        this.out = out;
    }

    /** Keeps off the terminal what would go there by itself. */
    static Logs nowhere() {
        return to(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }

    /** Sends to the given stream what would go to the terminal by itself, and takes more. */
    static Logs to(PrintStream out) {
        Logs logs = new Logs(out);
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(logs.new JavaLog());
        // Where some bundles print when there is no log service: Felix's EventAdmin, for instance, on its way down.
        System.setOut(out);
        return logs;
    }

    void print(String level, String source, String message, @Nullable Throwable thrown) {
        synchronized (out) {
            out.printf("%s %-5s %s: %s%n", Instant.now().truncatedTo(ChronoUnit.MILLIS), level, source, message);
            if (thrown != null) {
                thrown.printStackTrace(out);
            }
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        String level = switch (event.getType()) {
            case FrameworkEvent.ERROR -> "ERROR";
            case FrameworkEvent.WARNING -> "WARN";
            default -> "INFO";
        };
        print(level, "Events.Framework." + event.getBundle().getSymbolicName(), text(event), event.getThrowable());
    }

    private static String text(FrameworkEvent event) {
        return "FrameworkEvent "
                + switch (event.getType()) {
                    case FrameworkEvent.STARTED -> "STARTED";
                    case FrameworkEvent.ERROR -> "ERROR";
                    case FrameworkEvent.WARNING -> "WARNING";
                    case FrameworkEvent.INFO -> "INFO";
                    case FrameworkEvent.PACKAGES_REFRESHED -> "PACKAGES REFRESHED";
                    default -> "0x" + Integer.toHexString(event.getType());
                };
    }

    private final class JavaLog extends Handler {

        @Override
        public void publish(LogRecord entry) {
            // The formatter only puts the parameters into the message.
            String message = new SimpleFormatter().formatMessage(entry);
            print(entry.getLevel().getName(), entry.getLoggerName(), message, entry.getThrown());
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            // The stream is not ours.
        }
    }
}
