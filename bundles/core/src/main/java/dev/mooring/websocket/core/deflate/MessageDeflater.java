package dev.mooring.websocket.core.deflate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates the messages of one connection (RFC 7692, section 7.2.1). The caller calls for one message at a time, and
 * sends them in the order of the calls: with context takeover each may refer to those before it. Only {@link #close()}
 * may be called from another thread meanwhile.
 *
 * <p>A message for which it does not pay goes out as it is, which may be decided for each (section 6.1). Without
 * context takeover a deflater is held for the time of a message, else from the first message to the close.
 */
public final class MessageDeflater implements AutoCloseable {

    /** JSON of 128 bytes shrinks by a sixth on its own, that of 192 by a third: below, the time is not worth it. */
    private static final int SMALLEST_ALONE = 192;

    /** JSON of 32 bytes shrinks to 8 behind others like it: what is smaller has not much to lose. */
    private static final int SMALLEST_IN_CONTEXT = 32;

    /** How far back a message can refer. */
    private static final int WINDOW_BYTES = 32 * 1024;

    /** What is deflated in one native call, during which some collectors have to wait. */
    private static final int SLICE_BYTES = 16 * 1024;

    /** What a sender takes off the end of each message. */
    private static final int TAIL_BYTES = 4;

    /** More than what blocks that don't shrink, and the flush, add to one that is smaller than the window. */
    private static final int MOST_GROWTH = 64;

    private static final byte[] NOTHING = {};

    private final Loan<Deflater> loan;
    private final boolean contextTakeover;

    MessageDeflater(Loan<Deflater> loan, boolean contextTakeover) {
        this.loan = loan;
        this.contextTakeover = contextTakeover;
    }

    /**
     * Deflates a message.
     *
     * @param payload what remains in it; neither its position nor its content changes
     * @return what to send in a message with RSV1 set, and it must be sent; null if the payload is to be sent as it is,
     *     with RSV1 not set
     */
    public @Nullable ByteBuffer deflate(ByteBuffer payload) {
        if (payload.remaining() < (contextTakeover ? SMALLEST_IN_CONTEXT : SMALLEST_ALONE)) {
            return null;
        }
        Deflater deflater = loan.enter();
        if (deflater == null) {
            return null;
        }
        boolean done = false;
        try {
            ByteBuffer deflated = deflate(deflater, payload.duplicate());
            if (deflated == null && contextTakeover) {
                // What it has seen the peer will not see, so no later message may refer to it.
                deflater.reset();
            }
            // Else the payload would be reachable until the next message.
            deflater.setInput(NOTHING);
            done = true;
            return deflated;
        } finally {
            if (done) {
                loan.leave(contextTakeover);
            } else {
                loan.fail();
            }
        }
    }

    /** Gives up with null when it has more than what pays. */
    private @Nullable ByteBuffer deflate(Deflater deflater, ByteBuffer payload) {
        int length = payload.remaining();
        int most = most(length);
        byte[] out = new byte[Math.min(length / 2 + MOST_GROWTH, most)];
        int made = 0;
        for (int position = payload.position(), end = payload.limit(); position < end; position += SLICE_BYTES) {
            boolean last = end - position <= SLICE_BYTES;
            deflater.setInput(payload.limit(last ? end : position + SLICE_BYTES).position(position));
            int room;
            int more;
            do {
                if (made == out.length) {
                    if (made == most) {
                        return null;
                    }
                    out = Arrays.copyOf(out, (int) Math.min(2L * made, most));
                }
                room = out.length - made;
                more = deflater.deflate(out, made, room, last ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
                made += more;
            } while (more == room);
        }
        return ByteBuffer.wrap(out, 0, made - TAIL_BYTES);
    }

    /** With what is left of the tail, so many bytes that a message is worth sending which has fewer. */
    private int most(int length) {
        // To send a small one that does not shrink costs a few bytes; not to send it, all that later ones could refer
        // to.
        return contextTakeover && length < WINDOW_BYTES ? length + MOST_GROWTH : length + TAIL_BYTES;
    }

    /**
     * Gives back what is held, now or when the message that is being deflated is done with. A second call does nothing.
     */
    @Override
    public void close() {
        loan.close();
    }
}
