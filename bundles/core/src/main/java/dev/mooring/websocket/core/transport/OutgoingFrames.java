package dev.mooring.websocket.core.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one connection has still to write, in order. Not thread-safe: the {@link FrameWriter} guards it. */
final class OutgoingFrames {

    private static final int NONE = -1;

    private List<OutgoingFrame> waiting = new ArrayList<>();

    /** Of all that wait. */
    private long waitingBytes;

    private List<OutgoingFrame> beingWritten = List.of();

    /**
     * The place of the one pong that waits: who is pinged often may answer the latest ping only (RFC 6455, section
     * 5.5.3). Kept, as a search through all that waits would make a flood of pings expensive.
     */
    private int pongAt = NONE;

    private boolean lastFrameIsThere;

    /** Adds a frame. Nothing can follow a close frame (RFC 6455, section 5.5.1): then this returns false. */
    boolean add(OutgoingFrame frame) {
        if (lastFrameIsThere) {
            return false;
        }
        waitingBytes += frame.bytes().remaining();
        if (frame.isPong()) {
            if (pongAt != NONE) {
                waitingBytes -= waiting.set(pongAt, frame).bytes().remaining();
                return true;
            }
            pongAt = waiting.size();
        }
        lastFrameIsThere = frame.isClose();
        return waiting.add(frame);
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Null unless one frame waits, and no other. */
    @Nullable
    OutgoingFrame onlyOne() {
        return waiting.size() == 1 ? waiting.get(0) : null;
    }

    long waitingBytes() {
        return waitingBytes;
    }

    /** Whether nothing can be added any more. */
    boolean areOver() {
        return lastFrameIsThere;
    }

    void end() {
        lastFrameIsThere = true;
    }

    /** Takes all that wait, to be written. {@link #written()} or {@link #clear()} follows. */
    List<OutgoingFrame> takeAll() {
        beingWritten = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        pongAt = NONE;
        return beingWritten;
    }

    void written() {
        beingWritten = List.of();
    }

    /** Those that are not known to have been written. */
    List<OutgoingFrame> unwritten() {
        List<OutgoingFrame> all = new ArrayList<>(beingWritten);
        all.addAll(waiting);
        return all;
    }

    /** Lets all go, and takes none any more. */
    void clear() {
        lastFrameIsThere = true;
        beingWritten = List.of();
        waiting = new ArrayList<>();
        waitingBytes = 0;
        pongAt = NONE;
    }
}
