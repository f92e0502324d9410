package dev.mooring.websocket.core.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Writes to whichever log service is there at the moment, and is silent while there is none. On a thread of its own: a
 * log service is code of others, and whoever has something to tell may hold a lock, or be the only timer.
 */
public final class Log {

    /** One name for all: operators set levels for the product, not for its classes. */
    private static final String NAME = "dev.mooring.websocket";

    /** What may wait for a log service that is slow. What comes then is lost: better than waiting for it. */
    private static final int BOUND = 1000;

    private final Supplier<@Nullable LoggerFactory> loggers;
    private final Predicate<Runnable> threads;

    // Guarded by this.
    private final Queue<Consumer<Logger>> entries = new ArrayDeque<>();
    private boolean writing;

    /** @param threads starts a task on a thread of its own; false if it can't */
    public Log(Supplier<@Nullable LoggerFactory> loggers, Predicate<Runnable> threads) {
        this.loggers = loggers;
        this.threads = threads;
    }

    public void info(String message) {
        write(logger -> logger.info(message));
    }

    public void error(String message) {
        write(logger -> logger.error(message));
    }

    public void warn(String message) {
        write(logger -> logger.warn(message));
    }

    public void warn(String message, Throwable thrown) {
        write(logger -> logger.warn(message, thrown));
    }

    private synchronized void write(Consumer<Logger> entry) {
        if (entries.size() < BOUND) {
            entries.add(entry);
        }
        if (!writing) {
            writing = threads.test(this::writeAll);
        }
    }

    private void writeAll() {
        for (Consumer<Logger> entry = next(); entry != null; entry = next()) {
            try {
                LoggerFactory factory = loggers.get();
                if (factory != null) {
                    entry.accept(factory.getLogger(NAME));
                }
            } catch (Throwable e) {
                // A log service that is going away may throw anything, and the other entries must be written.
            }
            Thread.interrupted();
        }
    }

    private synchronized @Nullable Consumer<Logger> next() {
        Consumer<Logger> next = entries.poll();
        if (next == null) {
            writing = false;
        }
        return next;
    }
}
