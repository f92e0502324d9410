package dev.mooring.websocket.core.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an HTTP proxy answers to CONNECT (RFC 9110, section 9.3.6; RFC 9112, sections 4 and 5), as far as it matters.
 *
 * @param challenges the values of Proxy-Authenticate
 */
record ConnectAnswer(int status, List<String> challenges) {

    static final int AUTHENTICATION_REQUIRED = 407;

    private static final int MAX_BYTES = 16 * 1024;
    private static final int READ_BYTES = 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)(?: .*)?");
    private static final Pattern CHALLENGE = Pattern.compile("(?i)Proxy-Authenticate:(.*)");
    private static final String END = "\r\n\r\n";

    /** Reads the head, and no more than that if the tunnel is open: what comes then is not the proxy's. */
    static ConnectAnswer read(InputStream in) throws IOException {
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
                throw new EOFException(
                        length == 0 ? "it was closed without an answer" : "it was closed in the middle of the answer");
            }
            // The empty line may have begun in what was there before.
            String latest = new String(bytes, 0, length + read, StandardCharsets.ISO_8859_1);
            end = latest.indexOf(END, Math.max(0, length - END.length() + 1));
            length += read;
        }
        ConnectAnswer answer = parse(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
        // Server and client have not said a word to each other yet, and the client speaks first.
        if (answer.isOpen() && length > end + END.length()) {
            throw malformed("it goes on after its head");
        }
        return answer;
    }

    private static ConnectAnswer parse(String head) throws ProtocolException {
        List<String> lines = head.lines().toList();
        Matcher statusLine = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!statusLine.matches()) {
            throw malformed("it does not begin with an HTTP/1.1 status line");
        }
        List<String> challenges = lines.stream()
                .map(CHALLENGE::matcher)
                .filter(Matcher::matches)
                .map(header -> header.group(1).strip())
                .toList();
        return new ConnectAnswer(Integer.parseInt(statusLine.group(1)), challenges);
    }

    private static ProtocolException malformed(String why) {
        return new ProtocolException(why);
    }

    boolean isOpen() {
        return status / 100 == 2;
    }
}
