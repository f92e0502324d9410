package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.deflate.DeflatePool;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompressionTest {

    private static final byte[] COMPRESSIBLE = new byte[10_000];

    private final DeflatePool pool = new DeflatePool();
    private final Compression remembering = new Compression(Optional.of(new DeflateAgreement(false, false)), pool);

    @AfterEach
    void closePool() {
        remembering.close();
        pool.close();
    }

    @Test
    void aMessageIsCompressedIfThatIsAgreed() {
        assertThat(remembering.outgoing(true, COMPRESSIBLE).isCompressed()).isTrue();
        assertThat(new Compression(Optional.empty(), pool)
                        .outgoing(true, COMPRESSIBLE)
                        .isCompressed())
                .isFalse();
    }

    /** The peer could not follow what refers to one that it has not got. */
    @Test
    void afterAMessageThatWasNotSentTheOthersGoOutAsTheyAre() {
        remembering.outgoing(false, COMPRESSIBLE);

        remembering.stopCompressing();

        assertThat(remembering.outgoing(false, COMPRESSIBLE))
                .isEqualTo(new OutgoingMessage(false, false, ByteBuffer.wrap(COMPRESSIBLE)));
    }
}
