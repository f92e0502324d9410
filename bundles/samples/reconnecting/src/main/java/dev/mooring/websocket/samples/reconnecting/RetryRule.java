package dev.mooring.websocket.samples.reconnecting;

import java.time.Duration;
import java.util.Optional;

/** Whether to connect again, and how long to wait before that. */
enum RetryRule {

    /** Waits twice as long each time, up to 30 s, and gives up after 5 retries in a row that did not succeed. */
    DOUBLING {
        @Override
        Optional<Duration> delayAfter(Ending ending) {
            int retry = ending.retries() + 1;
            return retry > 5 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.min(1000L << retry, 30_000)));
        }
    },

    /** Waits 3 s after a close that was not a normal one, 5 s after a connect that failed, and never gives up. */
    STEADY {
        @Override
        Optional<Duration> delayAfter(Ending ending) {
            if (!ending.wasOpen()) {
                return Optional.of(Duration.ofSeconds(5));
            }
            return ending.code() == NORMAL_CLOSURE ? Optional.empty() : Optional.of(Duration.ofSeconds(3));
        }
    };

    /** RFC 6455, section 7.4.1. */
    private static final int NORMAL_CLOSURE = 1000;

    /** How long to wait; empty for ever. */
    abstract Optional<Duration> delayAfter(Ending ending);
}
