package dev.mooring.websocket.core.frame;

/**
 * What the peer must not do, and the end of its connection.
 *
 * @param code what our close frame says (RFC 6455, section 7.4.1)
 * @param text for people, on both sides; ASCII, and no longer than a close frame can carry
 */
public record Violation(int code, String text) {

    static Violation protocol(String text) {
        return new Violation(1002, text);
    }

    static Violation notUtf8(String text) {
        return new Violation(1007, text);
    }

    static Violation tooBig(String text) {
        return new Violation(1009, text);
    }
}
