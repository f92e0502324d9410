package dev.mooring.websocket.core.connection;

/** Texts on the wire. */
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

    /**
     * The text as it can be sent. Half a surrogate pair has no UTF-8 and becomes U+FFFD, as in a browser's WebSocket.
     */
    static String wellFormed(String text) {
        int at = loneSurrogate(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        while (at >= 0) {
            mended.setCharAt(at, '\uFFFD');
            at = loneSurrogate(text, at + 1);
        }
        return mended.toString();
    }

    private static int loneSurrogate(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                i++;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i += 2;
            } else {
                return i;
            }
        }
        return -1;
    }
}
