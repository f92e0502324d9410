package dev.mooring.websocket.core.deflate;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** An inflater and the room for what comes out of it, which is only so much at a time. Not thread-safe. */
final class ChunkInflater {

    private static final int CHUNK_BYTES = 8 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private byte[] input = chunk;
    private int inputEnd;
    private boolean ended;

    /** Whether there may be more to come out of what has been read. */
    private boolean full;

    /** Sets what to inflate next. It must not change until all of it has been read. */
    void input(byte[] bytes, int offset, int length) {
        input = bytes;
        inputEnd = offset + length;
        inflater.setInput(bytes, offset, length);
        ended = ended && length == 0;
    }

    /**
     * Inflates on. A block that is marked as the last one (BFINAL) ends its stream, and the next one begins at the next
     * byte (RFC 7692, section 7.2.3.4). Its window is empty then, as with all implementations that we know.
     *
     * @return how many bytes are in the chunk now; 0 when the input has been read
     */
    int inflate() throws DataFormatException {
        while (true) {
            if (inflater.finished()) {
                if (!beginNextStream()) {
                    return 0;
                }
            } else if (!full && inflater.needsInput()) {
                // Saves a native call for each input.
                return 0;
            }
            int length = inflater.inflate(chunk);
            full = length == chunk.length;
            if (length > 0 || !inflater.finished()) {
                return length;
            }
        }
    }

    private boolean beginNextStream() {
        int rest = inflater.getRemaining();
        inflater.reset();
        full = false;
        ended = rest == 0;
        inflater.setInput(input, inputEnd - rest, rest);
        return rest > 0;
    }

    /** Lets go of the input, which is the caller's again. */
    void forgetInput() {
        input = chunk;
        inputEnd = 0;
        inflater.setInput(chunk, 0, 0);
    }

    byte[] chunk() {
        return chunk;
    }

    /** Whether all that was read ended with a stream, so that the next byte begins one. */
    boolean isEnded() {
        return ended;
    }

    void reset() {
        inflater.reset();
        forgetInput();
        ended = false;
        full = false;
    }

    void end() {
        inflater.end();
    }
}
