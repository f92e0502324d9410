package dev.mooring.websocket.core.log;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        LoggerFactory factory = loggers.get();
        if (factory != null) {
            factory.getLogger(NAME).info(message);
        }
    }

    public void warn(String message) {
        LoggerFactory factory = loggers.get();
        if (factory != null) {
            factory.getLogger(NAME).warn(message);
        }
    }

    public void warn(String message, Throwable thrown) {
        LoggerFactory factory = loggers.get();
        if (factory != null) {
            factory.getLogger(NAME).warn(message, thrown);
        }
    }
}
