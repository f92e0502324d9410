package dev.mooring.websocket.core.config;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Bounds and time-outs of connections.
 *
 * @param maxConnections how many an extension may have at once
 * @param inboxBytes what may wait for the handlers of one connection before its peer is slowed down
 * @param outboxBytes what may wait to be sent on one connection before sends fail
 * @param messageBytes the largest message that is received
 * @param maxHeaders how many request headers an extension may add, and how many subprotocols it may offer
 * @param maxHeaderBytes how long they may be together
 * @param closeTimeout how long a closing handshake may take
 * @param busTimeout how long EventAdmin may hold up a connection before the connection goes round it
 * @param stopTimeout how long a stopping bundle waits for handlers that are running
 * @param frameBytes the largest frame that is received; 0: any that the message has room for
 * @param maxRedirects how many redirects of a server are followed for one connection
 * @param sendTimeout how long the peer may take nothing of what is sent to it; zero: for ever
 * @param compression whether compression may be offered to servers
 * @param compressionContextTakeover whether a compressed message may refer to those before it
 */
public record Settings(
        int maxConnections,
        int inboxBytes,
        int outboxBytes,
        int messageBytes,
        int maxHeaders,
        int maxHeaderBytes,
        Duration closeTimeout,
        Duration busTimeout,
        Duration stopTimeout,
        int frameBytes,
        int maxRedirects,
        Duration sendTimeout,
        boolean compression,
        boolean compressionContextTakeover) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    static final int CONNECTIONS = 5;
    static final int INBOX_BYTES = MIB;
    static final int OUTBOX_BYTES = 16 * MIB;
    static final int MESSAGE_BYTES = 16 * MIB;
    static final int HEADERS = 64;
    static final int HEADER_BYTES = 16 * KIB;
    static final int CLOSE_TIMEOUT_MILLIS = 3000;
    static final int BUS_TIMEOUT_MILLIS = 500;
    static final int STOP_TIMEOUT_MILLIS = 1000;
    static final int FRAME_BYTES = 0;
    static final int REDIRECTS = 0;
    static final int SEND_TIMEOUT_MILLIS = 60_000;
    static final boolean COMPRESSION = true;
    static final boolean COMPRESSION_CONTEXT_TAKEOVER = false;

    static final int MAX_CONNECTIONS = 10_000;
    static final int MAX_BYTES = 512 * MIB;
    static final int MAX_MILLIS = 60_000;
    static final int MAX_REDIRECTS = 10;
    static final int MAX_SEND_TIMEOUT_MILLIS = 3_600_000;

    public static Settings defaults() {
        return new Settings(
                CONNECTIONS,
                INBOX_BYTES,
                OUTBOX_BYTES,
                MESSAGE_BYTES,
                HEADERS,
                HEADER_BYTES,
                Duration.ofMillis(CLOSE_TIMEOUT_MILLIS),
                Duration.ofMillis(BUS_TIMEOUT_MILLIS),
                Duration.ofMillis(STOP_TIMEOUT_MILLIS),
                FRAME_BYTES,
                REDIRECTS,
                Duration.ofMillis(SEND_TIMEOUT_MILLIS),
                COMPRESSION,
                COMPRESSION_CONTEXT_TAKEOVER);
    }

    /**
     * Throws {@link IllegalArgumentException} with the name of the first field that has no usable value.
     *
     * @param given what the configuration has been made of: to Declarative Services, all but "true" is false
     */
    public static Settings of(Configuration configuration, Map<String, ?> given) {
        return new Settings(
                between(1, MAX_CONNECTIONS, "maxConnections", configuration::maxConnections),
                between(KIB, MAX_BYTES, "inboxBytes", configuration::inboxBytes),
                between(KIB, MAX_BYTES, "outboxBytes", configuration::outboxBytes),
                between(KIB, MAX_BYTES, "messageBytes", configuration::messageBytes),
                between(0, 1000, "maxHeaders", configuration::maxHeaders),
                between(0, MIB, "maxHeaderBytes", configuration::maxHeaderBytes),
                millis(1, "closeTimeoutMillis", configuration::closeTimeoutMillis),
                millis(10, "busTimeoutMillis", configuration::busTimeoutMillis),
                millis(0, "stopTimeoutMillis", configuration::stopTimeoutMillis),
                between(0, MAX_BYTES, "frameBytes", configuration::frameBytes),
                between(0, MAX_REDIRECTS, "maxRedirects", configuration::maxRedirects),
                Duration.ofMillis(
                        between(0, MAX_SEND_TIMEOUT_MILLIS, "sendTimeoutMillis", configuration::sendTimeoutMillis)),
                flag("compression", configuration.compression(), given),
                flag("compressionContextTakeover", configuration.compressionContextTakeover(), given));
    }

    private static boolean flag(String field, boolean value, Map<String, ?> given) {
        Object raw = given.get(field);
        if (raw == null || raw.toString().equalsIgnoreCase(String.valueOf(value))) {
            return value;
        }
        throw new IllegalArgumentException(field + " must be true or false");
    }

    private static Duration millis(int min, String field, IntSupplier value) {
        return Duration.ofMillis(between(min, MAX_MILLIS, field, value));
    }

    private static int between(int min, int max, String field, IntSupplier value) {
        int number;
        try {
            number = value.getAsInt();
        } catch (RuntimeException e) {
            // Declarative Services convert when they are asked, and throw what they like.
            throw new IllegalArgumentException(field + " must be a number from " + min + " to " + max, e);
        }
        if (number < min || number > max) {
            throw new IllegalArgumentException(field + " must be from " + min + " to " + max + ", not " + number);
        }
        return number;
    }
}
