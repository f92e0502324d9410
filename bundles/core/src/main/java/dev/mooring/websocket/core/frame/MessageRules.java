package dev.mooring.websocket.core.frame;

import org.jspecify.annotations.Nullable;

/** Which data frame may follow which, and how much of a message may come (RFC 6455, sections 5.4 and 10.4). */
final class MessageRules {

    /** Fragments without content bring a message no nearer to its end. */
    static final int MAX_EMPTY_FRAGMENTS = 128;

    private final FrameLimits limits;

    private boolean unfinished;
    private long most;
    private long bytes;
    private int emptyFragments;

    MessageRules(FrameLimits limits) {
        this.limits = limits;
    }

    /** Takes the header of a data frame, unless there is something wrong with it. */
    @Nullable
    Violation take(FrameHeader header) {
        boolean goesOn = header.opcode() == FrameHeader.CONTINUATION;
        if (goesOn != unfinished) {
            return Violation.protocol(
                    goesOn ? "a continuation of no message" : "a new message in the middle of another");
        }
        if (!goesOn) {
            bytes = 0;
            emptyFragments = 0;
            most = header.isCompressed() ? limits.compressedBytes() : limits.messageBytes();
        }
        if (header.payload() > limits.frameBytes()) {
            return Violation.tooBig("a frame of more than " + limits.frameBytes() + " bytes");
        }
        if (header.payload() > most - bytes) {
            return tooBig(limits);
        }
        unfinished = !header.isFinal();
        bytes += header.payload();
        if (header.payload() == 0 && unfinished && ++emptyFragments > MAX_EMPTY_FRAGMENTS) {
            return Violation.tooBig("a message with more than " + MAX_EMPTY_FRAGMENTS + " empty fragments");
        }
        return null;
    }

    static Violation tooBig(FrameLimits limits) {
        return Violation.tooBig("a message of more than " + limits.messageBytes() + " bytes");
    }

    /** How long the message is, by the headers of those of its frames that have begun. */
    long bytes() {
        return bytes;
    }
}
