package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.dial.DialRequest;
import java.io.IOException;
import java.time.Duration;

/** What goes wrong on a wire, in words. Tyrus's exceptions stay here. */
final class Failures {

    private Failures() {}

    static WebSocketException timedOut(DialRequest wanted) {
        return new WebSocketException(
                Reason.TIMEOUT,
                "Connecting to " + wanted.url() + " took longer than " + inWords(wanted.timeout()) + ".");
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    static WebSocketException handshakeFailure(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof WebSocketException)) {
            cause = cause.getCause();
        }
        return cause instanceof WebSocketException ours
                ? ours
                : new WebSocketException(
                        Reason.HANDSHAKE,
                        "The server's answer is no valid WebSocket handshake: " + cause.getMessage() + ".");
    }

    static WebSocketException brokenProtocol(int code, String what) {
        return new WebSocketException(
                Reason.PROTOCOL_ERROR,
                "The server broke the WebSocket protocol, so the connection was closed with code " + code + ": " + what
                        + ".");
    }

    /** A channel that was closed from here says nothing. */
    static WebSocketException lost(IOException e) {
        String what = e.getMessage() == null ? "it was closed" : e.getMessage();
        return new WebSocketException(Reason.CONNECTION_LOST, "The connection was lost: " + what + ".");
    }

    /** Whatever it is, the connection ends with it, and its owner has to know. */
    static WebSocketException unforeseen(Throwable e) {
        return new WebSocketException(Reason.CONNECTION_LOST, "The connection failed: " + e + ".", e);
    }

    static WebSocketException unsent(Throwable e) {
        return new WebSocketException(Reason.CLOSED, "The message could not be sent: " + e.getMessage() + ".");
    }
}
