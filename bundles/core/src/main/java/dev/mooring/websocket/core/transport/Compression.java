package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.deflate.DeflatePool;
import dev.mooring.websocket.core.deflate.MessageDeflater;
import dev.mooring.websocket.core.deflate.MessageInflater;
import dev.mooring.websocket.core.frame.Inflation;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one connection compresses its messages, in both directions, if it does. */
final class Compression {

    private final @Nullable MessageInflater inflater;
    private final @Nullable MessageDeflater deflater;

    Compression(Optional<DeflateAgreement> agreement, DeflatePool pool) {
        inflater = agreement.map(pool::inflater).orElse(null);
        deflater = agreement.map(pool::deflater).orElse(null);
    }

    /** Null if messages may not be compressed. */
    @Nullable
    Inflation inflation() {
        return inflater;
    }

    /** Compresses a message, if that pays. For one message at a time, which leaves before the next. */
    OutgoingMessage outgoing(boolean isText, byte[] payload) {
        ByteBuffer plain = ByteBuffer.wrap(payload);
        ByteBuffer deflated = deflater == null ? null : deflater.deflate(plain);
        return deflated == null
                ? new OutgoingMessage(isText, false, plain)
                : new OutgoingMessage(isText, true, deflated);
    }

    /** From now on messages go out as they are, which they always may. */
    void stopCompressing() {
        if (deflater != null) {
            deflater.close();
        }
    }

    /** Gives back what is held, when nobody is using it any more. */
    void close() {
        if (inflater != null) {
            inflater.close();
        }
        stopCompressing();
    }
}
