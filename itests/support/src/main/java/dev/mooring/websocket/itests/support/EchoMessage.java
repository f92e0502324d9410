package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A whole message as the {@link EchoServer} received it.
 *
 * @param isText whether it came as text
 * @param payload its bytes, read-only
 */
public record EchoMessage(boolean isText, ByteBuffer payload) {

    /**
     * The bytes, ready to be read.
     *
     * @return a view of its own for each call
     */
    @Override
    public ByteBuffer payload() {
        return payload.asReadOnlyBuffer();
    }

    /**
     * The payload as text.
     *
     * @return the bytes, taken as UTF-8
     */
    public String text() {
        return UTF_8.decode(payload()).toString();
    }
}
