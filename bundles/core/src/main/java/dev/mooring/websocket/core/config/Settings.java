package dev.mooring.websocket.core.config;

import java.time.Duration;

/**
 * Bounds and time-outs of connections.
 *
 * @param inboxBytes what may wait for the handlers of one connection before its peer is slowed down
 * @param outboxBytes what may wait to be sent on one connection before sends fail
 * @param messageBytes the largest message that is received
 * @param closeTimeout how long a closing handshake may take
 * @param busTimeout how long EventAdmin may hold up a connection before the connection goes round it
 * @param stopTimeout how long a stopping bundle waits for handlers that are running
 */
public record Settings(
        long inboxBytes,
        long outboxBytes,
        int messageBytes,
        Duration closeTimeout,
        Duration busTimeout,
        Duration stopTimeout) {

    private static final int MIB = 1024 * 1024;

    public static Settings defaults() {
        return new Settings(
                MIB, 16 * MIB, 16 * MIB, Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(1));
    }
}
