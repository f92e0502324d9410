package dev.mooring.websocket.core.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells whether bytes are UTF-8 (RFC 3629, section 4) while they come, part by part, and refuses at the first byte that
 * can't be. A character may be cut anywhere.
 */
final class Utf8Validator {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** How many bytes of the character are still to come, and between which the next of them must be. */
    private int missing;

    private int least;
    private int most;
    private boolean ascii = true;

    /** False once a byte can't be part of any text; what comes after that is not judged. */
    boolean accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (missing == 0) {
                at = skipAscii(bytes, at, end);
                if (at < end && !begins(bytes[at++] & 0xFF)) {
                    return false;
                }
            } else if (!goesOn(bytes[at++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no character is left unfinished. */
    boolean isComplete() {
        return missing == 0;
    }

    /** Whether all of it was ASCII. */
    boolean isAscii() {
        return ascii;
    }

    private static int skipAscii(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Overlong forms, surrogates and what is beyond U+10FFFF show in the second byte at the latest. */
    private boolean begins(int lead) {
        ascii = false;
        least = 0x80;
        most = 0xBF;
        if (lead < 0xC2) {
            return false;
        } else if (lead < 0xE0) {
            missing = 1;
        } else if (lead < 0xF0) {
            missing = 2;
            least = lead == 0xE0 ? 0xA0 : least;
            most = lead == 0xED ? 0x9F : most;
        } else if (lead < 0xF5) {
            missing = 3;
            least = lead == 0xF0 ? 0x90 : least;
            most = lead == 0xF4 ? 0x8F : most;
        } else {
            return false;
        }
        return true;
    }

    private boolean goesOn(int next) {
        if (next < least || next > most) {
            return false;
        }
        missing--;
        least = 0x80;
        most = 0xBF;
        return true;
    }
}
