package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;

/** What the first byte of a message's frame says of the message (RFC 6455, section 5.2; RFC 7692, section 6). */
enum MessageHead {
    TEXT(0x01),
    BINARY(0x02),
    COMPRESSED_TEXT(0x41),
    COMPRESSED_BINARY(0x42);

    /** The first reserved bit, and the opcode. */
    private static final int BITS = 0x4F;

    private final int bits;

    MessageHead(int bits) {
        this.bits = bits;
    }

    /** Makes the first byte of a frame say so. */
    void putOn(ByteBuffer frame) {
        int at = frame.position();
        frame.put(at, (byte) ((frame.get(at) & ~BITS) | bits));
    }
}
