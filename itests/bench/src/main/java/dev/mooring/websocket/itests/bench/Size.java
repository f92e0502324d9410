package dev.mooring.websocket.itests.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kind and size of messages, written {@code 128} for text and {@code 128b} for binary. */
record Size(boolean isText, int bytes) {

    private static final String BINARY = "b";

    private static final int[] BYTES = {16, 128, 4096, 65_536, 1_048_576};

    static List<Size> all() {
        return Stream.of(true, false)
                .flatMap(isText -> IntStream.of(BYTES).mapToObj(bytes -> new Size(isText, bytes)))
                .toList();
    }

    static Size parse(String text) {
        boolean isText = !text.endsWith(BINARY);
        try {
            return new Size(isText, Integer.parseInt(isText ? text : text.substring(0, text.length() - 1)));
        } catch (NumberFormatException e) {
            throw new UsageException("No size: " + text);
        }
    }

    @Override
    public String toString() {
        return bytes + (isText ? "" : BINARY);
    }
}
