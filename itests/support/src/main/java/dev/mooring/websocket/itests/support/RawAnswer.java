package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Heads of HTTP responses, as bytes for {@link RawPeer#send}. */
public final class RawAnswer {

    // RFC 6455, section 1.3
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private RawAnswer() {}

    /**
     * Accepts the upgrade, rightly.
     *
     * @param request names the key
     * @param headers more header lines, for example {@code "Sec-WebSocket-Protocol: chat"}
     * @return a 101 with its {@code Sec-WebSocket-Accept}
     */
    public static byte[] upgrade(RawRequest request, String... headers) {
        String key = String.join("", request.header("Sec-WebSocket-Key"));
        String more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
        return response(
                101,
                "Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accept(key) + more);
    }

    /**
     * Answers anything else, or an upgrade wrongly.
     *
     * @param status for example 503
     * @param reason for example {@code "Service Unavailable"}
     * @param headers header lines, for example {@code "Retry-After: 5"}; nothing is added to them
     * @return the response without a body
     */
    public static byte[] response(int status, String reason, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
