package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

/** The connection is closed. Always its last event. */
public final class CloseEvent implements WebSocketEvent {

    private final int code;
    private final String reason;

    private CloseEvent(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /**
     * Makes an event. For the platform, and for tests of extensions.
     *
     * @param code see {@link #code()}
     * @param reason see {@link #reason()}
     * @return the event
     */
    public static CloseEvent of(int code, String reason) {
        return new CloseEvent(code, requireNonNull(reason, "reason"));
    }

    /**
     * The status code of the peer's close frame (RFC 6455, section 7.4.1).
     *
     * @return 1005 if the frame had no code, 1006 if there was no close frame
     */
    public int code() {
        return code;
    }

    /**
     * The reason of the peer's close frame.
     *
     * @return empty if it had none
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "CloseEvent[code=" + code + ", reason=" + reason + "]";
    }
}
