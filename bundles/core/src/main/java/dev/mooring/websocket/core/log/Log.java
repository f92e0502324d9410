package dev.mooring.websocket.core.log;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Writes to whichever log service is there at the moment, and is silent while there is none. */
public final class Log {

    /** One name for all: operators set levels for the product, not for its classes. */
    private static final String NAME = "dev.mooring.websocket";

    private final Supplier<@Nullable LoggerFactory> loggers;

    public Log(Supplier<@Nullable LoggerFactory> loggers) {
        this.loggers = loggers;
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

    private void write(Consumer<Logger> entry) {
        LoggerFactory factory = loggers.get();
        if (factory == null) {
            return;
        }
        try {
            entry.accept(factory.getLogger(NAME));
        } catch (RuntimeException | LinkageError e) {
            // A log service that is going away may throw anything, and must not end what wanted to log.
        }
    }
}
