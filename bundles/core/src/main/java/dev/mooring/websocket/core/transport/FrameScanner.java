package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Follows the frames that come in (RFC 6455, section 5.2) and keeps the peer's close frame. Tyrus does not tell its
 * users whether a close frame had a code, nor whether it was the peer that closed or Tyrus itself.
 */
final class FrameScanner {

    /**
     * What a close frame said.
     *
     * @param code 1005 if it had none
     */
    record PeerClose(int code, String reason) {}

    private static final int CLOSE_OPCODE = 8;
    private static final int OPCODE_BITS = 0x0F;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_BITS = 0x7F;
    private static final int TWO_MORE_BYTES = 126;
    private static final int EIGHT_MORE_BYTES = 127;
    private static final int MASK_BYTES = 4;
    private static final int MAX_CONTROL_PAYLOAD = 125;
    static final int NO_CODE = 1005;

    private final byte[] header = new byte[14];
    private int headerLength;
    private long payloadLeft;
    private @Nullable ByteBuffer closePayload;
    private @Nullable PeerClose peerClose;

    /** Reads all that remains in the buffer, up to a close frame. */
    void scan(ByteBuffer data) {
        while (data.hasRemaining() && peerClose == null) {
            if (payloadLeft == 0) {
                scanHeader(data.get());
            } else {
                scanPayload(data);
            }
        }
    }

    /** The peer's close frame, once it is there as a whole. */
    @Nullable
    PeerClose peerClose() {
        return peerClose;
    }

    private void scanHeader(byte next) {
        header[headerLength++] = next;
        if (headerLength < 2 || headerLength < wholeHeader()) {
            return;
        }
        headerLength = 0;
        payloadLeft = payloadLength();
        boolean close = (header[0] & OPCODE_BITS) == CLOSE_OPCODE && payloadLeft <= MAX_CONTROL_PAYLOAD;
        closePayload = close ? ByteBuffer.allocate((int) payloadLeft) : null;
        if (payloadLeft == 0) {
            endFrame();
        }
    }

    private int wholeHeader() {
        int mask = (header[1] & MASK_BIT) == 0 ? 0 : MASK_BYTES;
        return switch (header[1] & LENGTH_BITS) {
            case TWO_MORE_BYTES -> 2 + 2 + mask;
            case EIGHT_MORE_BYTES -> 2 + 8 + mask;
            default -> 2 + mask;
        };
    }

    private long payloadLength() {
        ByteBuffer lengths = ByteBuffer.wrap(header, 2, 8);
        return switch (header[1] & LENGTH_BITS) {
            case TWO_MORE_BYTES -> Short.toUnsignedLong(lengths.getShort());
            // A negative length breaks the protocol; Tyrus says so, and then nothing is read any more.
            case EIGHT_MORE_BYTES -> Math.max(0, lengths.getLong());
            default -> header[1] & LENGTH_BITS;
        };
    }

    private void scanPayload(ByteBuffer data) {
        int part = (int) Math.min(payloadLeft, data.remaining());
        if (closePayload != null) {
            closePayload.put(data.slice(data.position(), part));
        }
        data.position(data.position() + part);
        payloadLeft -= part;
        if (payloadLeft == 0) {
            endFrame();
        }
    }

    private void endFrame() {
        if (closePayload != null) {
            ByteBuffer payload = closePayload.flip();
            int code = payload.remaining() < 2 ? NO_CODE : Short.toUnsignedInt(payload.getShort());
            peerClose = new PeerClose(
                    code, StandardCharsets.UTF_8.decode(payload.slice()).toString());
        }
    }
}
