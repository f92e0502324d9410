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
 * Reads the heads of HTTP responses off a connection, all of them within one bound. Strict where parsers disagree,
 * since such answers come from servers or middlemen that have been talked into something: a line ends in CR LF, and is
 * not continued on the next one.
 */
final class HeadReader {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_LINES = 256;

    /** Holds most answers. It grows for the others. */
    private static final int READ_BYTES = 512;

    /** Visible characters, blanks and tabs, in Latin-1 (RFC 9110, section 5.5). */
    private static final String TEXT = "[\\t\\x20-\\x7E\\x80-\\xFF]*";

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: " + TEXT + ")?");

    /** Possessive: a server must not make it try one way after another. */
    private static final Pattern HEADER_LINE = Pattern.compile("([!#$%&'*+\\-.^_`|~0-9A-Za-z]++):(" + TEXT + "+)");

    private final InputStream in;
    private byte[] bytes = new byte[READ_BYTES];
    private int length;
    private int consumed;
    private int lines;

    HeadReader(InputStream in) {
        this.in = in;
    }

    /** Throws {@code HANDSHAKE} if what comes is no such head, or has no end. */
    ResponseHead next() throws IOException {
        Matcher statusLine = STATUS_LINE.matcher(line());
        if (!statusLine.matches()) {
            throw malformed("it does not begin with an HTTP/1.1 status line");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            Matcher header = HEADER_LINE.matcher(line);
            if (!header.matches()) {
                throw malformed(whatIsWrongWith(line));
            }
            headers.computeIfAbsent(header.group(1), name -> new ArrayList<>()).add(withoutBlanks(header.group(2)));
        }
        // A copy: what belongs to the WebSocket must not keep the whole head.
        ByteBuffer rest = ByteBuffer.wrap(Arrays.copyOfRange(bytes, consumed, length));
        return new ResponseHead(
                Integer.parseInt(statusLine.group(1)), Integer.parseInt(statusLine.group(2)), headers, rest);
    }

    /** RFC 9110, section 5.5: the blanks and tabs around a value are not part of it. */
    private static String withoutBlanks(String value) {
        int begin = 0;
        int end = value.length();
        while (begin < end && isBlank(value.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String whatIsWrongWith(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            return "a header goes on in a second line";
        }
        return line.indexOf(':') <= 0
                ? "it has a header line without a name"
                : "it has a header with characters that must not be there";
    }

    /** Without its end. */
    private String line() throws IOException {
        if (lines == MAX_LINES) {
            throw malformed("its head has more than " + MAX_LINES + " lines");
        }
        lines++;
        int begin = consumed;
        boolean afterReturn = false;
        while (true) {
            if (consumed == length) {
                fill();
            }
            byte next = bytes[consumed++];
            if (afterReturn != (next == '\n')) {
                throw malformed("it has a carriage return or line feed that does not end a line");
            }
            if (afterReturn) {
                return new String(bytes, begin, consumed - 2 - begin, StandardCharsets.ISO_8859_1);
            }
            afterReturn = next == '\r';
        }
    }

    private void fill() throws IOException {
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
        length += read;
    }

    private static WebSocketException malformed(String why) {
        return new WebSocketException(
                Reason.HANDSHAKE, "The server's answer is not HTTP as it should be: " + why + ".");
    }
}
