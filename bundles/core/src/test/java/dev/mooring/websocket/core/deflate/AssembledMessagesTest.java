package dev.mooring.websocket.core.deflate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.frame.FrameLimits;
import dev.mooring.websocket.core.frame.MessageAssembler;
import dev.mooring.websocket.core.frame.MessageSink;
import dev.mooring.websocket.core.frame.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compressed messages on the way that they take in a connection, with its bounds. */
class AssembledMessagesTest {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int BOUND = 100_000;

    private final DeflatePool pool = new DeflatePool();
    private final MessageInflater inflater = pool.inflater(new DeflateAgreement(true, true));
    private final List<String> received = new ArrayList<>();
    private final MessageAssembler assembler =
            new MessageAssembler(new FrameLimits(BOUND, BOUND), inflater, new MessageSink() {
                @Override
                public void text(String text, int utf8Bytes) {
                    received.add(text);
                }

                @Override
                public void binary(ByteBuffer data) {
                    received.add(data.remaining() + " bytes");
                }
            });

    @AfterEach
    void nothingIsLeft() {
        inflater.close();
        pool.close();
        assertThat(pool.liveInflaters()).isZero();
    }

    @Test
    void compressedMessagesComeAmongOthers() {
        String text = "\u20ac \ud83d\ude00 ".repeat(100);
        byte[] deflated = deflated(text.getBytes(UTF_8));

        assertThat(assembler.take(TEXT, true, true, deflated)).isNull();
        assertThat(assembler.take(TEXT, false, true, "plain".getBytes(UTF_8))).isNull();
        assertThat(assembler.take(TEXT, true, false, Arrays.copyOf(deflated, 5)))
                .isNull();
        assertThat(assembler.take(CONTINUATION, false, true, Arrays.copyOfRange(deflated, 5, deflated.length)))
                .isNull();
        assertThat(assembler.take(BINARY, true, true, deflated(new byte[BOUND])))
                .isNull();

        assertThat(received).containsExactly(text, "plain", text, "100000 bytes");
    }

    @Test
    void aMessageThatIsTooBigOnlyWhenItIsInflated() {
        assertThat(assembler.take(BINARY, true, true, deflated(new byte[BOUND + 1])))
                .extracting(Violation::code)
                .isEqualTo(1009);
        assertThat(received).isEmpty();
    }

    @Test
    void aTextThatIsNoUtf8WhenItIsInflated() {
        byte[] deflated = deflated("\u00e9".repeat(300).getBytes(ISO_8859_1));

        assertThat(assembler.take(TEXT, true, true, deflated))
                .extracting(Violation::code)
                .isEqualTo(1007);
        assertThat(received).isEmpty();
    }

    @Test
    void aCorruptMessage() {
        Violation violation = assembler.take(BINARY, true, true, new byte[] {6});

        assertThat(violation).isEqualTo(new Violation(1007, "a compressed message that is corrupt"));
        assertThat(received).isEmpty();
    }

    private byte[] deflated(byte[] message) {
        try (MessageDeflater deflater = pool.deflater(new DeflateAgreement(true, true))) {
            ByteBuffer deflated = requireNonNull(deflater.deflate(ByteBuffer.wrap(message)));
            return Arrays.copyOf(deflated.array(), deflated.remaining());
        }
    }
}
