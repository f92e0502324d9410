package dev.mooring.websocket.core.frame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the peer's close frame said.
 *
 * @param code 1005 if it had none
 */
public record PeerClose(int code, String reason) {

    private static final int NO_CODE = 1005;
    private static final int CODE_BYTES = 2;

    /** What is wrong with the payload of a close frame (RFC 6455, sections 5.5.1 and 7.4). */
    static @Nullable Violation fault(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return null;
        }
        if (length < CODE_BYTES) {
            return Violation.protocol("a close frame with half a code");
        }
        int code = codeAt(bytes, offset);
        if (!mayBeSent(code)) {
            return Violation.protocol("a close frame with the code " + code);
        }
        Utf8Validator reason = new Utf8Validator();
        if (!reason.accept(bytes, offset + CODE_BYTES, length - CODE_BYTES) || !reason.isComplete()) {
            return Violation.notUtf8("a close frame whose reason is not UTF-8");
        }
        return null;
    }

    /** Those that are defined for close frames, registered ones included, and those that applications may define. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /** Of a payload in which there is no fault. */
    static PeerClose of(byte[] bytes, int offset, int length) {
        return length == 0
                ? new PeerClose(NO_CODE, "")
                : new PeerClose(
                        codeAt(bytes, offset),
                        new String(bytes, offset + CODE_BYTES, length - CODE_BYTES, StandardCharsets.UTF_8));
    }

    private static int codeAt(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
    }
}
