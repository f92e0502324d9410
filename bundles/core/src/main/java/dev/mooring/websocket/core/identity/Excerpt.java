package dev.mooring.websocket.core.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in somebody's file, for a line of a log: short, and with nothing in it that a terminal would obey. */
final class Excerpt {

    private static final int MAX_LENGTH = 60;

    private Excerpt() {}

    /** Names a value that came out of JSON. */
    static String of(@Nullable Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof String text ? '"' + shortened(text) + '"' : shortened(String.valueOf(value));
    }

    private static String shortened(String text) {
        String printable = printable(text);
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH) + "...";
    }

    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
