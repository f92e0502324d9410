package dev.mooring.websocket.itests.support;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Payloads of compressed messages (RFC 7692, section 7.2), each standing for itself. */
public final class Deflated {

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private Deflated() {}

    /**
     * Compresses a message.
     *
     * @param message what is in it
     * @return the payload
     */
    public static byte[] of(byte... message) {
        return repeated(1, message);
    }

    /**
     * Compresses a message that says the same over and over again, and is never in memory as a whole.
     *
     * @param times how often
     * @param part what it says
     * @return the payload
     */
    public static byte[] repeated(int times, byte... part) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int i = 1; i <= times; i++) {
                deflater.setInput(part);
                int length;
                do {
                    length = deflater.deflate(
                            buffer, 0, buffer.length, i == times ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
                    out.write(buffer, 0, length);
                } while (length == buffer.length);
            }
            return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
        } finally {
            deflater.end();
        }
    }

    /**
     * Reads a compressed message.
     *
     * @param payload of all its frames
     * @return what is in it
     */
    public static byte[] read(byte[] payload) {
        Inflater inflater = new Inflater(true);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (byte[] part : new byte[][] {payload, TAIL}) {
                inflater.setInput(part);
                for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
                    out.write(buffer, 0, length);
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("No compressed message", e);
        } finally {
            inflater.end();
        }
    }
}
