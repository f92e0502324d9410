package dev.mooring.websocket.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gate and assembler, with a plain reader of frames between them, and a record of what comes out. */
final class FrameReader implements FrameGate.Output, MessageSink {

    private final FrameGate gate;
    private final MessageAssembler assembler;
    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private @Nullable Violation badMessage;

    FrameReader(FrameLimits limits) {
        this(limits, null);
    }

    FrameReader(FrameLimits limits, @Nullable Inflation inflation) {
        gate = new FrameGate(limits, inflation != null, this);
        assembler = new MessageAssembler(limits, inflation, this);
    }

    void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    void feed(byte[] bytes, int from, int to) {
        // A copy: what comes after must not be seen.
        byte[] part = new byte[to - from + 2];
        System.arraycopy(bytes, from, part, 1, to - from);
        gate.feed(part, 1, to - from);
    }

    /** Messages, control frames by opcode, and how it ended. */
    List<String> outcome() {
        List<String> all = new ArrayList<>(events);
        Violation violation = badMessage != null ? badMessage : gate.violation();
        if (violation != null) {
            all.add(violation.code() + " " + violation.text());
        } else if (gate.peerClose() != null) {
            all.add("closed " + gate.peerClose().code() + " " + gate.peerClose().reason());
        }
        return all;
    }

    @Override
    public boolean pass(byte[] bytes, int offset, int length) {
        assertThat(length).isBetween(1, FrameGate.MAX_PASSED);
        assertThat(offset).isBetween(0, bytes.length - length);
        assertThat(badMessage).as("nothing passes any more").isNull();
        passed.write(bytes, offset, length);
        ByteBuffer left = ByteBuffer.wrap(passed.toByteArray());
        while (badMessage == null && takesFrame(left)) {
            // More than one may be there.
        }
        passed.reset();
        passed.write(left.array(), left.position(), left.remaining());
        return badMessage == null;
    }

    @Override
    public void expect(long messageBytes) {
        assembler.expect(messageBytes);
    }

    private boolean takesFrame(ByteBuffer bytes) {
        ByteBuffer all = bytes.duplicate();
        if (all.remaining() < 2) {
            return false;
        }
        int first = all.get();
        int length = all.get();
        assertThat(length).as("no mask, and no long length").isBetween(0, 126);
        if (length == 126) {
            length = all.getShort() & 0xFFFF;
        }
        if (all.remaining() < length) {
            return false;
        }
        byte[] payload = new byte[length];
        all.get(payload);
        bytes.position(all.position());
        int opcode = first & 0x0F;
        if (opcode < 8) {
            badMessage = assembler.take(opcode, (first & 0x40) != 0, first < 0, payload);
        } else {
            assertThat(first).isNegative();
            events.add(opcode + " " + HexFormat.of().formatHex(payload));
        }
        return true;
    }

    @Override
    public void text(String text, int utf8Bytes) {
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(utf8Bytes);
        events.add("text " + text);
    }

    @Override
    public void binary(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        events.add("binary " + HexFormat.of().formatHex(bytes));
    }
}
