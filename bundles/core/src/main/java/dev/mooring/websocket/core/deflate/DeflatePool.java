package dev.mooring.websocket.core.deflate;

import java.util.zip.Deflater;

/**
 * The inflaters and deflaters of one core. Those not in use are few, however many connections there are: at most
 * {@value #IDLE} of each, about 1.2 MiB together.
 */
public final class DeflatePool implements AutoCloseable {

    private static final int IDLE = 4;

    private final Shelf<ChunkInflater> inflaters =
            new Shelf<>(ChunkInflater::new, ChunkInflater::reset, ChunkInflater::end, IDLE);

    private final Shelf<Deflater> deflaters =
            new Shelf<>(() -> new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater::reset, Deflater::end, IDLE);

    /** For the messages that one connection receives. */
    public MessageInflater inflater(DeflateAgreement agreement) {
        return new MessageInflater(new Loan<>(inflaters), !agreement.serverNoContextTakeover());
    }

    /** For the messages that one connection sends. */
    public MessageDeflater deflater(DeflateAgreement agreement) {
        return new MessageDeflater(new Loan<>(deflaters), !agreement.clientNoContextTakeover());
    }

    /** Ends those that are not in use; the others when their work is done, or their connection closed. */
    @Override
    public void close() {
        inflaters.close();
        deflaters.close();
    }

    /** How many there are, in use or not. */
    int liveInflaters() {
        return inflaters.live();
    }

    /** How many there are, in use or not. */
    int liveDeflaters() {
        return deflaters.live();
    }
}
