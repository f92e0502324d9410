package dev.mooring.websocket.core.json;

/** Says what is wrong with a document, and where. May quote it. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }
}
