package dev.mooring.websocket.core.upgrade;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The Sec-WebSocket-Key of one upgrade request. A server that answers it rightly has understood what was asked of it
 * (RFC 6455, section 1.3); more it does not prove.
 *
 * @param text as it goes out
 */
public record HandshakeKey(String text) {

    private static final int BYTES = 16;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static HandshakeKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new HandshakeKey(Base64.getEncoder().encodeToString(bytes));
    }

    /** The Sec-WebSocket-Accept that answers it. */
    public String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((text + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
