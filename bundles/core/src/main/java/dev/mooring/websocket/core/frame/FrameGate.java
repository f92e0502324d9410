package dev.mooring.websocket.core.frame;

import org.jspecify.annotations.Nullable;

/**
 * Stands between the network and whoever reads frames, and lets through only what the peer may send. Each frame is
 * judged when its header is there, so nothing is kept of what is refused.
 *
 * <p>Nobody behind it has to wait for a frame, either: whole frames that came together are passed on together, as they
 * are, and of a frame that comes piece by piece each piece is passed on as a fragment of its own.
 */
public final class FrameGate {

    /** Whoever reads frames. */
    public interface Output {

        /**
         * Takes whole frames, or a header, or the whole payload that belongs to the header before.
         *
         * @return false if nothing more is wanted
         */
        boolean pass(byte[] bytes, int offset, int length);

        /**
         * Of a message that comes in pieces: so long it is at least, if the peer tells the truth. Called before the
         * first piece of each frame.
         */
        void expect(long messageBytes);
    }

    /** The most that is passed on at a time; whoever reads frames need not keep more. */
    public static final int MAX_PASSED = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final boolean compression;
    private final MessageRules rules;
    private final Output output;

    private final FrameHeader header = new FrameHeader();

    /** A header that is not whole yet. */
    private final byte[] begun = new byte[FrameHeader.MAX_BYTES];

    private int begunBytes;

    /** Of a frame that is not whole yet. */
    private long payloadLeft;

    private boolean firstPiecePassed;
    private byte[] control = NOTHING;
    private int controlBytes;
    private final byte[] ownHeader = new byte[FrameHeader.MAX_BYTES];

    private boolean over;
    private @Nullable Violation violation;
    private @Nullable PeerClose peerClose;

    /** @param compression whether messages may be compressed */
    public FrameGate(FrameLimits limits, boolean compression, Output output) {
        this.compression = compression;
        this.rules = new MessageRules(limits);
        this.output = output;
    }

    /** What the peer did that it must not do. Nothing passes from then on. */
    public @Nullable Violation violation() {
        return violation;
    }

    /** The peer's close frame. Nothing passes after it. */
    public @Nullable PeerClose peerClose() {
        return peerClose;
    }

    /** Takes what has come. */
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && !over) {
            if (payloadLeft > 0) {
                at += takePayload(bytes, at, end);
            } else if (begunBytes > 0) {
                at += goOnWithHeader(bytes, at, end);
            } else {
                at = passWholeFrames(bytes, at, end);
            }
        }
    }

    /** Returns where the first frame begins, or its payload, that can't be passed as a whole. */
    private int passWholeFrames(byte[] bytes, int from, int end) {
        int unpassed = from;
        int at = from;
        while (at < end && !over) {
            int size = header.read(bytes, at, end);
            long whole = size + header.payload();
            if (size == 0 || !isAcceptable() || whole > Math.min(end - at, MAX_PASSED)) {
                pass(bytes, unpassed, at - unpassed);
                return over ? end : beginFrame(bytes, at, end, size);
            }
            if (header.opcode() == FrameHeader.CLOSE) {
                takeClose(bytes, at + size, (int) header.payload());
                // Not passed on if it is wrong.
                whole = violation == null ? whole : 0;
            }
            int next = at + (int) whole;
            if (next - unpassed > MAX_PASSED) {
                pass(bytes, unpassed, at - unpassed);
                unpassed = at;
            }
            at = next;
        }
        pass(bytes, unpassed, at - unpassed);
        return end;
    }

    private boolean isAcceptable() {
        violation = header.fault(compression);
        if (violation == null && !header.isControl()) {
            violation = rules.take(header);
        }
        over = violation != null;
        return !over;
    }

    private int beginFrame(byte[] bytes, int at, int end, int size) {
        if (size > 0) {
            beginPayload();
            return at + size;
        }
        begunBytes = end - at;
        System.arraycopy(bytes, at, begun, 0, begunBytes);
        return end;
    }

    private int goOnWithHeader(byte[] bytes, int at, int end) {
        int taken = 0;
        int size = 0;
        while (size == 0 && at + taken < end) {
            begun[begunBytes++] = bytes[at + taken++];
            size = header.read(begun, 0, begunBytes);
        }
        if (size > 0) {
            begunBytes = 0;
            if (isAcceptable()) {
                beginPayload();
            }
        }
        return taken;
    }

    private void beginPayload() {
        payloadLeft = header.payload();
        firstPiecePassed = false;
        controlBytes = 0;
        if (header.isControl()) {
            control = new byte[(int) payloadLeft];
            if (payloadLeft == 0) {
                passControl();
            }
        } else if (payloadLeft == 0) {
            passPiece(ownHeader, 0, 0);
        } else {
            output.expect(rules.bytes());
        }
    }

    private int takePayload(byte[] bytes, int at, int end) {
        int part = (int) Math.min(payloadLeft, end - at);
        if (header.isControl()) {
            System.arraycopy(bytes, at, control, controlBytes, part);
            controlBytes += part;
            payloadLeft -= part;
            if (payloadLeft == 0) {
                passControl();
            }
            return part;
        }
        int piece = Math.min(part, MAX_PASSED);
        passPiece(bytes, at, piece);
        return piece;
    }

    private void passPiece(byte[] bytes, int at, int length) {
        payloadLeft -= length;
        int fin = payloadLeft == 0 && header.isFinal() ? FrameHeader.FIN : 0;
        int opcodeAndBits = firstPiecePassed ? FrameHeader.CONTINUATION : header.opcodeAndBits();
        firstPiecePassed = true;
        passFrame(fin | opcodeAndBits, bytes, at, length);
    }

    private void passControl() {
        if (header.opcode() == FrameHeader.CLOSE) {
            takeClose(control, 0, controlBytes);
        }
        if (violation == null) {
            passFrame(FrameHeader.FIN | header.opcodeAndBits(), control, 0, controlBytes);
        }
        control = NOTHING;
    }

    private void takeClose(byte[] bytes, int offset, int length) {
        over = true;
        violation = PeerClose.fault(bytes, offset, length);
        if (violation == null) {
            peerClose = PeerClose.of(bytes, offset, length);
        }
    }

    private void passFrame(int first, byte[] bytes, int offset, int length) {
        pass(ownHeader, 0, FrameHeader.write(ownHeader, first, length));
        pass(bytes, offset, length);
    }

    private void pass(byte[] bytes, int offset, int length) {
        if (length > 0 && !output.pass(bytes, offset, length)) {
            over = true;
        }
    }
}
