package dev.mooring.websocket.itests.bench;

/** The command line makes no sense. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
