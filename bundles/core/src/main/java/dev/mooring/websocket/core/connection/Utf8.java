package dev.mooring.websocket.core.connection;

/** Sizes of texts on the wire. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes the text takes in UTF-8. */
    static long length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                // The two halves of a surrogate pair take four bytes together.
                bytes += Character.isSurrogate(c) ? 1 : 2;
            } else if (c >= 0x80) {
                bytes += 1;
            }
        }
        return bytes;
    }
}
