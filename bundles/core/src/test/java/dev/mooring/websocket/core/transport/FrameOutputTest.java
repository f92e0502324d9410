package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameOutputTest {

    private static final byte TEXT = (byte) 0x81;
    private static final byte CLOSE = (byte) 0x88;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Integer> pieces = new ArrayList<>();
    private final FrameOutput output = new FrameOutput(new OutputStream() {
        @Override
        public void write(int b) {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written.write(bytes, offset, length);
            pieces.add(length);
        }
    });

    @Test
    void smallFramesGoOutTogether() throws IOException {
        output.write(List.of(frame(TEXT, 2), frame(TEXT, 300), frame(TEXT, 4)));

        assertThat(pieces).containsExactly(306);
    }

    @Test
    void aLargeFrameGoesOutInPieces() throws IOException {
        output.write(List.of(frame(TEXT, 150_000)));

        assertThat(pieces).containsExactly(65_536, 65_536, 18_928);
    }

    @Test
    void framesOfAllSizesStayInOrder() throws IOException {
        int[] sizes = {10, 65_536, 1, 200_000, 65_530, 7, 65_535, 2};
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<OutgoingFrame> frames = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] bytes = new byte[sizes[i]];
            Arrays.fill(bytes, (byte) (i + 1));
            all.writeBytes(bytes);
            frames.add(new OutgoingFrame(ByteBuffer.wrap(bytes), null));
        }

        output.write(frames);

        assertThat(written.toByteArray()).isEqualTo(all.toByteArray());
        assertThat(pieces).allSatisfy(piece -> assertThat(piece).isLessThanOrEqualTo(65_536));
    }

    @Test
    void ofAFrameThatHasGoneOutInPartTheRestDoes() throws IOException {
        OutgoingFrame frame = frame(CLOSE, 5);
        frame.bytes().put(new byte[] {CLOSE, 1, 2});

        output.write(List.of(frame));

        assertThat(pieces).containsExactly(2);
    }

    @Test
    void theCloseFrameAloneIsNoProgress() throws IOException {
        output.write(List.of(frame(CLOSE, 2)));
        assertThat(output.progress()).isZero();

        output.write(List.of(frame(TEXT, 2)));
        output.write(List.of(frame(TEXT, 70_000)));
        assertThat(output.progress()).isEqualTo(3);

        output.write(List.of(frame(TEXT, 2), frame(CLOSE, 2)));
        assertThat(output.progress()).isEqualTo(4);
    }

    private static OutgoingFrame frame(byte first, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = first;
        return new OutgoingFrame(ByteBuffer.wrap(bytes), null);
    }
}
