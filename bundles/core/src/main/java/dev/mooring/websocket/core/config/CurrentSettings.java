package dev.mooring.websocket.core.config;

import dev.mooring.websocket.core.log.Log;
import java.util.Map;
import java.util.function.Supplier;

/** The settings in force: those that could be used of what ConfigAdmin said last. */
public final class CurrentSettings implements Supplier<Settings> {

    private final Log log;

    private volatile Settings settings = Settings.defaults();

    public CurrentSettings(Log log) {
        this.log = log;
    }

    @Override
    public Settings get() {
        return settings;
    }

    /** All of the configuration, or nothing of it. */
    public void update(Configuration configuration, Map<String, ?> given) {
        try {
            settings = Settings.of(configuration, given);
        } catch (IllegalArgumentException e) {
            log.error("The configuration " + Configuration.PID + " is refused, and what was in force before stays so: "
                    + e.getMessage() + ".");
        }
    }

    /** There is no configuration any more. */
    public void reset() {
        settings = Settings.defaults();
    }
}
