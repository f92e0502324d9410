package dev.mooring.websocket.core.deflate;

import dev.mooring.websocket.core.frame.Inflation;
import dev.mooring.websocket.core.frame.Violation;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the messages of one connection (RFC 7692, section 7.2.2), one after the other, in the order in which they
 * came. Only {@link #close()} may be called from another thread meanwhile.
 *
 * <p>What comes out is handed on chunk by chunk, each of 8 KiB at most, and the next is only made if it is still
 * wanted: of a message over its bound, there is never more than the bound and a chunk. There is no bound on the ratio.
 * A message that blows up to its bound costs about 3 ms for each MiB, once, and the next one is only read when that is
 * done with.
 *
 * <p>Without context takeover an inflater is held from the first to the last part of a message, else to the close.
 */
public final class MessageInflater implements Inflation, AutoCloseable {

    /** What a sender takes off the end of each message: an empty block, but for its first byte. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    /**
     * The same, and a last block, again empty. That it is read as the last block shows that what was before it was
     * complete. Nothing can be read after it with the same window, so it is only for messages that stand for
     * themselves.
     */
    private static final byte[] TAIL_AND_END = {0, 0, (byte) 0xff, (byte) 0xff, 3, 0};

    /** The frames were right, but not what was in them: no 1002, but what text is answered with that is not UTF-8. */
    private static final Violation CORRUPT = new Violation(1007, "a compressed message that is corrupt");

    private final Loan<ChunkInflater> loan;
    private final boolean contextTakeover;

    /** Whether anything has come of the current message. Only the thread that inflates touches it. */
    private boolean begun;

    MessageInflater(Loan<ChunkInflater> loan, boolean contextTakeover) {
        this.loan = loan;
        this.contextTakeover = contextTakeover;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Nothing can be inflated any more after a violation, nor after an exception of the output. Throws
     * {@link IllegalStateException} then, and once this is closed.
     */
    @Override
    public @Nullable Violation inflate(byte[] part, int offset, int length, boolean last, Output output) {
        ChunkInflater inflater = loan.enter();
        if (inflater == null) {
            throw new IllegalStateException("The connection is closed.");
        }
        boolean goesOn = false;
        try {
            Violation violation = inflate(inflater, part, offset, length, output);
            if (violation == null && last) {
                violation = finish(inflater, output);
            }
            goesOn = violation == null;
            return violation;
        } catch (DataFormatException e) {
            return CORRUPT;
        } finally {
            if (goesOn) {
                loan.leave(contextTakeover || !last);
            } else {
                loan.fail();
            }
        }
    }

    private @Nullable Violation inflate(ChunkInflater inflater, byte[] part, int offset, int length, Output output)
            throws DataFormatException {
        begun |= length > 0;
        inflater.input(part, offset, length);
        Violation violation = null;
        int made = inflater.inflate();
        while (made > 0 && violation == null) {
            violation = output.take(inflater.chunk(), 0, made);
            made = violation == null ? inflater.inflate() : 0;
        }
        inflater.forgetInput();
        return violation;
    }

    private @Nullable Violation finish(ChunkInflater inflater, Output output) throws DataFormatException {
        Violation violation = null;
        // Some senders say nothing for nothing, and some leave out the block after one that ended its stream.
        if (begun && !inflater.isEnded()) {
            byte[] tail = contextTakeover ? TAIL : TAIL_AND_END;
            violation = inflate(inflater, tail, 0, tail.length, output);
            if (violation == null && !contextTakeover && !inflater.isEnded()) {
                violation = CORRUPT;
            }
        }
        begun = false;
        return violation;
    }

    /**
     * Gives back what is held, now or when the part that is being inflated is done with. A second call does nothing.
     */
    @Override
    public void close() {
        loan.close();
    }
}
