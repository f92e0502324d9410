package dev.mooring.websocket.core.connection;

import java.nio.charset.StandardCharsets;

/** Texts on the wire. */
final class Utf8 {

    private Utf8() {}

    /** The text as it is sent: {@link #wellFormed}, in UTF-8. */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The JDK makes a question mark of half a pair. To look for one takes longer than to go there and back.
        return new String(bytes, StandardCharsets.UTF_8).equals(text)
                ? bytes
                : wellFormed(text).getBytes(StandardCharsets.UTF_8);
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
