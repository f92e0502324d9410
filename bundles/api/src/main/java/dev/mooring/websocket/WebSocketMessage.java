package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * A whole message, however many fragments it came in (RFC 6455, section 5.4). Sealed: the protocol knows text and
 * binary messages and no others.
 */
public sealed interface WebSocketMessage extends WebSocketEvent {

    /**
     * A text message.
     *
     * @param text may be empty
     */
    record Text(String text) implements WebSocketMessage {

        /**
         * Checks that there is a text.
         *
         * @param text may be empty
         */
        public Text {
            requireNonNull(text, "text");
        }
    }

    /**
     * A binary message.
     *
     * @param data what was received, from its position to its limit; may be empty
     */
    record Binary(ByteBuffer data) implements WebSocketMessage {

        /**
         * Takes the buffer over: whoever passes it must not change its content afterwards.
         *
         * @param data from its position to its limit
         */
        public Binary {
            data = data.asReadOnlyBuffer();
        }

        /**
         * The content. Each call gives a buffer with a position and limit of its own, so that handlers don't disturb
         * each other.
         *
         * @return read-only
         */
        @Override
        public ByteBuffer data() {
            return data.asReadOnlyBuffer();
        }
    }
}
