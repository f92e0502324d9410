package dev.mooring.websocket.core.connection;

/** What an extension may put into a close frame (RFC 6455, sections 5.5 and 7.4). */
final class CloseFrameRules {

    private static final int NORMAL = 1000;
    private static final int FIRST_PRIVATE = 3000;
    private static final int LAST_PRIVATE = 4999;
    private static final int MAX_REASON_BYTES = 123;

    private CloseFrameRules() {}

    static void check(int code, String reason) {
        if (code != NORMAL && (code < FIRST_PRIVATE || code > LAST_PRIVATE)) {
            throw new IllegalArgumentException("A close code must be 1000, or 3000 to 4999, not " + code);
        }
        long bytes = Utf8.encode(reason).length;
        if (bytes > MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "A close reason must not be longer than 123 bytes in UTF-8; this one has " + bytes);
        }
    }
}
