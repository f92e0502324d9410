package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP response (RFC 9112, sections 4 and 5), and what came in the same packets after it.
 *
 * @param status the status code
 * @param headers by name, whatever its case; values in the order in which they came
 * @param rest bytes that belong to the WebSocket already
 */
public record ResponseHead(int status, Map<String, List<String>> headers, ByteBuffer rest) {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int READ_BYTES = 4096;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)(?: .*)?");

    /** Reads until the empty line. Throws {@code HANDSHAKE} if what comes is no such head, or has no end. */
    static ResponseHead read(InputStream in) throws IOException {
        byte[] bytes = new byte[READ_BYTES];
        int length = 0;
        int end = -1;
        while (end < 0) {
            if (length == MAX_BYTES) {
                throw malformed("its head is longer than " + MAX_BYTES + " bytes");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, MAX_BYTES));
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                throw new EOFException(length == 0 ? "without an answer" : "in the middle of its answer");
            }
            // The empty line may have begun in what was there before.
            int from = Math.max(0, length - 3);
            length += read;
            end = endOfHead(bytes, from, length);
        }
        String head = new String(bytes, 0, end - 4, StandardCharsets.ISO_8859_1);
        return parse(head, ByteBuffer.wrap(bytes, end, length - end));
    }

    private static int endOfHead(byte[] bytes, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static ResponseHead parse(String head, ByteBuffer rest) {
        List<String> lines = head.lines().toList();
        Matcher statusLine = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!statusLine.matches()) {
            throw malformed("it does not begin with an HTTP/1.1 status line");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw malformed("it has a header line without a name");
            }
            String name = line.substring(0, colon);
            headers.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new ResponseHead(Integer.parseInt(statusLine.group(1)), headers, rest);
    }

    private static WebSocketException malformed(String why) {
        return new WebSocketException(
                Reason.HANDSHAKE, "The server's answer is not HTTP as it should be: " + why + ".");
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

    public List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
