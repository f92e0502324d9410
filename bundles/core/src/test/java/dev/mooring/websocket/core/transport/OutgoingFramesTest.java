package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutgoingFramesTest {

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;

    private final OutgoingFrames frames = new OutgoingFrames();

    @Test
    void theLatestPongTakesThePlaceOfTheOneThatWaits() {
        OutgoingFrame text = frame(TEXT);
        OutgoingFrame other = frame(TEXT);
        OutgoingFrame latest = frame(PONG);
        frames.add(text);
        frames.add(frame(PONG));
        frames.add(other);
        frames.add(frame(PONG));
        frames.add(latest);

        assertThat(frames.takeAll()).containsExactly(text, latest, other);
    }

    @Test
    void aPongThatIsBeingWrittenIsFollowedByTheNext() {
        OutgoingFrame first = frame(PONG);
        OutgoingFrame second = frame(PONG);
        frames.add(first);
        assertThat(frames.takeAll()).containsExactly(first);

        frames.add(second);

        assertThat(frames.takeAll()).containsExactly(second);
    }

    @Test
    void nothingFollowsACloseFrame() {
        OutgoingFrame close = frame(CLOSE);

        assertThat(frames.add(close)).isTrue();
        assertThat(frames.add(frame(PONG))).isFalse();
        assertThat(frames.add(frame(TEXT))).isFalse();
        assertThat(frames.takeAll()).containsExactly(close);
    }

    @Test
    void oneThatWaitsAloneIsKnown() {
        OutgoingFrame close = frame(CLOSE);
        assertThat(frames.onlyOne()).isNull();
        frames.add(frame(PONG));
        assertThat(frames.onlyOne()).isNotNull();
        frames.add(close);
        assertThat(frames.onlyOne()).isNull();
        frames.takeAll();

        assertThat(frames.onlyOne()).isNull();
    }

    private static OutgoingFrame frame(int first) {
        return new OutgoingFrame(ByteBuffer.wrap(new byte[] {(byte) first, 0}), null);
    }
}
