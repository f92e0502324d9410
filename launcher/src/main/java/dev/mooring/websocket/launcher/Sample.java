package dev.mooring.websocket.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The sample extension as it is seen from outside: what it is told, and what it tells, which is what it logs. */
final class Sample {

    private static final String NAME = "dev.mooring.websocket.samples.echo";

    // Kept here, since the JVM forgets a logger that nobody keeps, and what was set on it.
    private static final Logger LOGGER = Logger.getLogger(NAME);

    private Sample() {}

    /** The framework properties that tell it where to connect. */
    static Map<String, String> properties(String url, Duration connectTimeout) {
        return Map.of(NAME + ".url", url, NAME + ".timeout", Long.toString(connectTimeout.toSeconds()));
    }

    /** From now on, what it logs comes as lines: infos are news, a warning is the end, and an error is a failure. */
    static Lines listen() {
        Lines lines = new Lines();
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(new Handler() {

            @Override
            public void publish(LogRecord entry) {
                lines.tell(new Line(kind(entry.getLevel()), entry.getMessage()));
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        return lines;
    }

    private static Line.Kind kind(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return Line.Kind.FAILURE;
        }
        return level.intValue() >= Level.WARNING.intValue() ? Line.Kind.END : Line.Kind.NEWS;
    }
}
