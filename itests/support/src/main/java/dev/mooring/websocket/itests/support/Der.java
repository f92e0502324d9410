package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * As much of ASN.1's distinguished encoding (ITU-T X.690) as a certificate needs. The JDK reads it, but can't write it.
 */
final class Der {

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(UTC);

    private Der() {}

    static byte[] value(int tag, byte[]... contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.writeBytes(content);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        writeLength(all.size(), value);
        value.writeBytes(all.toByteArray());
        return value.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return value(0x30, elements);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] bits(byte[] bytes) {
        return value(0x03, new byte[] {0}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    static byte[] time(Instant time) {
        return value(0x17, UTC_TIME.format(time).getBytes(US_ASCII));
    }

    /** Takes what is encoded already. */
    static byte[] hex(String encoded) {
        return HexFormat.of().parseHex(encoded);
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
    }
}
