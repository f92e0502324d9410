package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The head of an HTTP response (RFC 9112, sections 4 and 5), and what came in the same packets after it.
 *
 * @param minorVersion of HTTP 1
 * @param status the status code
 * @param headers by name, whatever its case; values in the order in which they came
 * @param rest bytes that belong to the WebSocket already
 */
record ResponseHead(int minorVersion, int status, Map<String, List<String>> headers, ByteBuffer rest) {

    static final int SWITCHING_PROTOCOLS = 101;

    /** How much of a refusal an extension gets to see. */
    private static final int TOLD_HEADER_CHARS = 8 * 1024;

    /** Reads the head of the final response. Throws {@code HANDSHAKE} if what comes is no such head, or has no end. */
    static ResponseHead read(InputStream in) throws IOException {
        HeadReader reader = new HeadReader(in);
        ResponseHead head = reader.next();
        while (head.isInterim()) {
            head = reader.next();
        }
        return head;
    }

    /** What a server may say before its answer, for instance 100 or 103, is passed over (RFC 9110, section 15.2). */
    private boolean isInterim() {
        return status / 100 == 1 && status != SWITCHING_PROTOCOLS;
    }

    List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The members of a header that is a list (RFC 9110, section 5.6.1), however many lines it has. */
    Stream<String> members(String name) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(member -> !member.isEmpty());
    }

    /** The server has answered, and it is not what was asked for. */
    WebSocketException refusal(String more) {
        return WebSocketException.ofHttpStatus(
                status,
                headersUpTo(TOLD_HEADER_CHARS),
                "The server did not open a WebSocket: it answered with HTTP status " + status + "." + more);
    }

    /** The headers whose names and values are, together, no longer than that. */
    Map<String, List<String>> headersUpTo(int chars) {
        Map<String, List<String>> some = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int left = chars;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            int size = header.getKey().length()
                    + header.getValue().stream().mapToInt(String::length).sum();
            if (size <= left) {
                some.put(header.getKey(), header.getValue());
                left -= size;
            }
        }
        return some;
    }
}
