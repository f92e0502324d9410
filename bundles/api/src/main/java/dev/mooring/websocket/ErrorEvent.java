package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

/** The connection has failed, while it was being opened or later. A close event follows. */
public final class ErrorEvent implements WebSocketEvent {

    private final WebSocketException error;

    private ErrorEvent(WebSocketException error) {
        this.error = error;
    }

    /**
     * Makes an event. For the platform, and for tests of extensions.
     *
     * @param error see {@link #error()}
     * @return the event
     */
    public static ErrorEvent of(WebSocketException error) {
        return new ErrorEvent(requireNonNull(error, "error"));
    }

    /**
     * What went wrong.
     *
     * @return its reason for programs, its message for people
     */
    public WebSocketException error() {
        return error;
    }

    @Override
    public String toString() {
        return "ErrorEvent[" + error.reason() + ": " + error.getMessage() + "]";
    }
}
