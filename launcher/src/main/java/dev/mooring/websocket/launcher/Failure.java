package dev.mooring.websocket.launcher;

/** What was asked for can't be done. The message is one line for people. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
