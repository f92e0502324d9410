package dev.mooring.websocket.core.tls;

/** What a peer has written, for a sentence of ours: short, and with nothing in it that a terminal would obey. */
final class Printable {

    private static final int MAX_LENGTH = 100;

    private Printable() {}

    static String of(String text) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return start.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
