package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * The head of a request, exactly as it came.
 *
 * @param head all of it, one character for each byte, with the empty line that ends it
 */
public record RawRequest(String head) {

    private static final String END = "\r\n\r\n";

    /** Finds the head at the beginning of what a client sent, if all of it is there. */
    static Optional<RawRequest> in(byte[] received) {
        String text = new String(received, ISO_8859_1);
        int end = text.indexOf(END);
        return end < 0 ? Optional.empty() : Optional.of(new RawRequest(text.substring(0, end + END.length())));
    }

    /**
     * The first line.
     *
     * @return for example {@code "GET /chat?room=1 HTTP/1.1"}
     */
    public String line() {
        return head.substring(0, head.indexOf("\r\n"));
    }

    /**
     * The second word of the first line.
     *
     * @return for example {@code "/chat?room=1"}
     */
    public String target() {
        String[] words = line().split(" ", -1);
        return words.length > 1 ? words[1] : "";
    }

    /**
     * The values of a header, in the order of their lines.
     *
     * @param name in any case
     * @return the values, without the blanks around them
     */
    public List<String> header(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }
}
