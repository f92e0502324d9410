package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.frame.Inflation;
import dev.mooring.websocket.core.frame.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What has come out of an inflater, with a bound as a connection has it. */
final class Inflated implements Inflation.Output {

    static final Violation TOO_BIG = new Violation(1009, "too big");

    private final int bound;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What was taken and what was refused. */
    private int made;

    Inflated(int bound) {
        this.bound = bound;
    }

    @Override
    public @Nullable Violation take(byte[] chunk, int offset, int length) {
        made += length;
        if (made > bound) {
            return TOO_BIG;
        }
        bytes.write(chunk, offset, length);
        return null;
    }

    int made() {
        return made;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    /** Inflates one message, in parts given in hexadecimal digits. */
    @Nullable
    Violation from(MessageInflater inflater, String... parts) {
        Violation violation = null;
        for (int i = 0; i < parts.length && violation == null; i++) {
            byte[] part = HexFormat.ofDelimiter(" ").parseHex(parts[i]);
            violation = inflater.inflate(part, 0, part.length, i == parts.length - 1, this);
        }
        return violation;
    }

    /** A message that is as it should be, in parts given in hexadecimal digits. */
    static String text(MessageInflater inflater, String... parts) {
        Inflated inflated = new Inflated(Integer.MAX_VALUE);
        assertThat(inflated.from(inflater, parts)).isNull();
        return inflated.text();
    }

    /** A message that is as it should be. */
    static byte[] bytes(MessageInflater inflater, byte[] payload) {
        Inflated inflated = new Inflated(Integer.MAX_VALUE);
        assertThat(inflater.inflate(payload, 0, payload.length, true, inflated)).isNull();
        return inflated.bytes();
    }
}
