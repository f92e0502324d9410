package dev.mooring.websocket.core.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts frames on the wire: small ones together, large ones in pieces. One thread at a time does so. */
final class FrameOutput {

    /** What is written at a time. More would show less of how it goes on, and not fit the processor's cache. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final OutputStream out;

    /** Written by the thread that writes. */
    private volatile long piecesWritten;

    FrameOutput(OutputStream out) {
        this.out = out;
    }

    /** Changes as long as something goes out that a peer gets more time for. */
    long progress() {
        return piecesWritten;
    }

    /** Blocks until all is written. */
    void write(List<OutgoingFrame> next) throws IOException {
        if (next.size() == 1) {
            OutgoingFrame only = next.get(0);
            write(only.bytes(), !only.isClose());
            return;
        }
        long all = next.stream().mapToLong(frame -> frame.bytes().remaining()).sum();
        ByteBuffer joined = ByteBuffer.allocate((int) Math.min(all, PIECE_BYTES));
        for (OutgoingFrame frame : next) {
            ByteBuffer bytes = frame.bytes();
            if (bytes.remaining() > joined.remaining()) {
                write(joined.flip(), true);
                joined.clear();
            }
            if (bytes.remaining() > joined.remaining()) {
                write(bytes, true);
            } else {
                joined.put(bytes);
            }
        }
        write(joined.flip(), true);
    }

    /** @param isProgress false for the close frame: the time for that is not made longer */
    private void write(ByteBuffer bytes, boolean isProgress) throws IOException {
        int end = bytes.arrayOffset() + bytes.limit();
        for (int left = bytes.remaining(); left > 0; left -= PIECE_BYTES) {
            out.write(bytes.array(), end - left, Math.min(PIECE_BYTES, left));
            if (isProgress) {
                // Not atomic, and need not be: only one thread writes.
                long pieces = piecesWritten + 1;
                piecesWritten = pieces;
            }
        }
    }
}
