package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mooring.websocket.core.frame.FrameLimits;
import dev.mooring.websocket.core.frame.MessageSink;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way out with the real Tyrus in it. */
class OutboundTest {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int RSV1 = 0x40;
    private static final int PING = 0x89;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;

    private final Random random = new Random(5);
    private final Outbound outbound = new Outbound();
    private InMemory.Connected tyrus;

    /** A frame as the server would see it. */
    private record Seen(int first, ByteBuffer payload) {}

    @BeforeEach
    void connect() throws Exception {
        Inbound unused = new Inbound(new FrameLimits(1 << 20, 1 << 20), new Nobody());
        tyrus = InMemory.connect(unused.receiver(), outbound);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 125, 126, 127, 128, 1003, 65_535, 65_536, 70_001, 1 << 20
            })
    void aMessageArrivesAsItWas(int length) {
        byte[] payload = randomBytes(length);

        send(new OutgoingMessage(true, false, ByteBuffer.wrap(payload)));
        send(new OutgoingMessage(false, false, ByteBuffer.wrap(payload)));
        send(new OutgoingMessage(true, true, ByteBuffer.wrap(payload)));
        send(new OutgoingMessage(false, true, ByteBuffer.wrap(payload)));

        assertThat(seen()).extracting(Seen::first).containsExactly(TEXT, BINARY, TEXT | RSV1, BINARY | RSV1);
        assertThat(seen()).allSatisfy(frame -> assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap(payload)));
    }

    @Test
    void aPayloadMayBePartOfAnArray() {
        byte[] bytes = randomBytes(100);

        send(new OutgoingMessage(false, false, ByteBuffer.wrap(bytes, 13, 41)));
        send(new OutgoingMessage(
                false, false, ByteBuffer.wrap(bytes, 20, 80).slice().limit(10)));

        assertThat(seen())
                .extracting(Seen::payload)
                .containsExactly(ByteBuffer.wrap(bytes, 13, 41), ByteBuffer.wrap(bytes, 20, 10));
    }

    @Test
    void controlFramesKeepWhatTheyCarry() throws Exception {
        ping(bytes(1, 2, 3));
        send(new OutgoingMessage(true, false, bytes(4)));
        ping(bytes(5));
        tyrus.session().close();

        assertThat(seen()).extracting(Seen::first).containsExactly(PING, TEXT, PING, CLOSE);
        assertThat(seen())
                .extracting(Seen::payload)
                .containsExactly(bytes(1, 2, 3), bytes(4), bytes(5), bytes(0x03, 0xE8));
    }

    /** Tyrus swallows what is thrown when a frame is replaced. */
    @Test
    void aFrameThatWasNotReplacedIsNotSent() {
        RemoteEndpoint.Async forgetful = (RemoteEndpoint.Async) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RemoteEndpoint.Async.class},
                (proxy, method, arguments) -> {
                    outbound.fill(ByteBuffer.allocate(6));
                    return null;
                });

        assertThatIllegalStateException()
                .isThrownBy(() -> outbound.send(new OutgoingMessage(true, false, bytes(1)), forgetful, result -> {}));
        send(new OutgoingMessage(true, false, bytes(2)));
        assertThat(seen()).containsExactly(new Seen(TEXT, bytes(2)));
    }

    /** The reading thread answers pings while others send. */
    @Test
    void controlFramesOfOtherThreadsComeBetweenMessages() throws Exception {
        int rounds = 5000;
        CompletableFuture<Void> pinging = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                ping(bytes(7));
            }
        });
        while (!pinging.isDone()) {
            send(new OutgoingMessage(true, false, bytes(1, 2)));
        }
        pinging.get();

        assertThat(seen()).containsOnly(new Seen(PING, bytes(7)), new Seen(TEXT, bytes(1, 2)));
        assertThat(seen()).filteredOn(frame -> frame.first() == PING).hasSize(rounds);
    }

    private void ping(ByteBuffer payload) {
        try {
            tyrus.session().getBasicRemote().sendPing(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachFrameHasAKeyOfItsOwn() {
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            send(new OutgoingMessage(false, false, ByteBuffer.allocate(4)));
        }
        tyrus.written()
                .forEach(frame ->
                        keys.add(ByteBuffer.wrap(frame, 2, Integer.BYTES).getInt()));

        // That two are the same happens in one run of a million, and is let pass.
        assertThat(keys).hasSizeGreaterThan(98);
    }

    private void send(OutgoingMessage message) {
        outbound.send(message, tyrus.session().getAsyncRemote(), result -> {});
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        tyrus.written().forEach(frame -> seen.add(taken(ByteBuffer.wrap(frame))));
        return seen;
    }

    /** As RFC 6455, section 5.2, has it. */
    private static Seen taken(ByteBuffer frame) {
        int first = Byte.toUnsignedInt(frame.get());
        int second = Byte.toUnsignedInt(frame.get());
        assertThat(second & MASKED).isEqualTo(MASKED);
        long length = switch (second & ~MASKED) {
            case 126 -> Short.toUnsignedLong(frame.getShort());
            case 127 -> frame.getLong();
            default -> second & ~MASKED;
        };
        byte[] key = new byte[4];
        frame.get(key);
        assertThat(frame.remaining()).isEqualTo(length);
        byte[] payload = new byte[frame.remaining()];
        frame.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % 4];
        }
        return new Seen(first, ByteBuffer.wrap(payload));
    }

    private static final class Nobody implements MessageSink {

        @Override
        public void text(String text, int utf8Bytes) {}

        @Override
        public void binary(ByteBuffer data) {}
    }
}
