package dev.mooring.websocket.core.frame;

/**
 * What a connection takes.
 *
 * @param messageBytes the largest message
 * @param frameBytes the largest frame
 */
public record FrameLimits(int messageBytes, int frameBytes) {

    /** Deflate adds 5 bytes to each block that it can't make smaller, and no deflater makes blocks that small. */
    private static final int LEAST_BYTES_PER_OVERHEAD_BYTE = 1024;

    /** How many bytes a message of the largest size may have on the wire if it was compressed in vain. */
    long compressedBytes() {
        return (long) messageBytes + messageBytes / LEAST_BYTES_PER_OVERHEAD_BYTE + 64;
    }
}
