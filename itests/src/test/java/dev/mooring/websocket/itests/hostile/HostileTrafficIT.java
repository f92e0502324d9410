package dev.mooring.websocket.itests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** Servers that send without end, or never do what they should: each keeps within its bound, in memory and in time. */
public class HostileTrafficIT extends HostileTest {

    private static final int PINGS = 500_000;

    @Test
    public void endlessFragments() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.send(RawFrame.of(false, RawFrame.BINARY, new byte[10]));
            pour(peer, RawFrame.of(false, RawFrame.CONTINUATION, new byte[10 * KIB]));
        }))) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            assertClosedWith(1009, server);
            note("endless fragments", "1009", 2 * MESSAGE_BYTES + 4 * MIB);
        }
    }

    @Test
    public void endlessFragmentsOfOneByte() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.send(RawFrame.of(false, RawFrame.TEXT, (byte) 'x'));
            pour(peer, times(1000, RawFrame.of(false, RawFrame.CONTINUATION, (byte) 'x')));
        }))) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            assertClosedWith(1009, server);
            note("endless fragments of one byte", "1009", 2 * MESSAGE_BYTES + 4 * MIB);
        }
    }

    @Test
    public void endlessFragmentsWithoutContent() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.send(RawFrame.of(false, RawFrame.TEXT));
            pour(peer, times(1000, RawFrame.of(false, RawFrame.CONTINUATION)));
        }))) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            assertClosedWith(1009, server);
            note("endless fragments without content", "1009");
        }
    }

    @Test
    public void aFloodOfPingsWhoseAnswersAreNotRead() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.pauseReading();
            for (int i = 0; i < PINGS; i += 1000) {
                ByteBuffer pings = ByteBuffer.allocate(1000 * 125);
                for (int j = i; j < i + 1000; j++) {
                    pings.put(RawFrame.of(true, RawFrame.PING, number(j)));
                }
                peer.send(
                        ByteBuffer.allocate(pings.position()).put(pings.flip()).array());
            }
            peer.send(RawFrame.text("survived"));
            peer.resumeReading();
        }))) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            await().until(() -> journal.contains("survived"));
            RawPeer peer = server.peers().get(0);
            await().until(() ->
                    lastFrame(peer).map(RawFrame::payload).equals(Optional.of(ByteBuffer.wrap(number(PINGS - 1)))));
            assertThat(lastFrame(peer).orElseThrow().opcode()).isEqualTo(RawFrame.PONG);
            peer.send(RawFrame.close(1000, ""));
            await().until(() -> journal.contains("close 1000"));
            // The server keeps what it has read.
            note("a ping flood, pongs not read", "pong", 16 * MIB);
        }
    }

    @Test
    public void aPeerThatNeverReads() throws Exception {
        try (RawServer server = RawServer.running(opened(RawPeer::pauseReading))) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling()).opened());
            await().until(() -> journal.contains("good"));
            String large = "x".repeat(64 * KIB);
            CompletableFuture<Void> sent;
            do {
                sent = connection.send(large).toCompletableFuture();
            } while (!sent.isCompletedExceptionally());
            assertThat(failure(WebSocketException.class, sent).reason()).isEqualTo(Reason.SEND_BUFFER_FULL);

            get(connection.close());

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "close 1006");
            note("never reads", "1000", 2 * OUTBOX_BYTES + 4 * MIB);
        }
    }

    @Test
    public void aPeerThatNeverReadsThoughNobodyCloses() throws Exception {
        try (RawServer server = RawServer.running(opened(RawPeer::pauseReading))) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling()).opened());
            await().until(() -> journal.contains("good"));
            String large = "x".repeat(64 * KIB);
            List<CompletableFuture<Void>> sends = new ArrayList<>();
            do {
                sends.add(connection.send(large).toCompletableFuture());
            } while (!sends.get(sends.size() - 1).isCompletedExceptionally());

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "error " + Reason.CONNECTION_LOST, "close 1006");
            await().until(() -> sends.stream().allMatch(CompletableFuture::isDone));
            note("never reads, and nobody closes", "none", 2 * OUTBOX_BYTES + 4 * MIB);
        }
    }

    @Test
    public void aPeerThatNeverReadsAndBreaksTheProtocol() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.pauseReading();
            await().until(() -> journal.contains("full"));
            peer.send(RawFrame.of(true, RawFrame.CONTINUATION));
        }))) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling()).opened());
            await().until(() -> journal.contains("good"));
            String large = "x".repeat(64 * KIB);
            CompletableFuture<Void> sent;
            do {
                sent = connection.send(large).toCompletableFuture();
            } while (!sent.isCompletedExceptionally());
            journal.add("full");

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "full", "error " + Reason.PROTOCOL_ERROR, "close 1006");
            note("never reads, and breaks the protocol", "1002", 2 * OUTBOX_BYTES + 4 * MIB);
        }
    }

    @Test
    public void aPeerThatNeverCloses() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {}))) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling()).opened());
            await().until(() -> journal.contains("good"));

            get(connection.close());

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "close 1006");
            assertPeerHeard(1000, server);
            note("never closes", "1000");
        }
    }

    @Test
    public void aPeerThatGoesOnAfterOurClose() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            await().until(() -> !peer.frames().isEmpty());
            peer.send(RawFrame.of(true, RawFrame.PING), RawFrame.of(false, RawFrame.TEXT));
            pour(peer, RawFrame.of(false, RawFrame.CONTINUATION, new byte[100 * KIB]));
        }))) {
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling()).opened());
            await().until(() -> journal.contains("good"));

            get(connection.close(3001, "enough"));

            await().until(() -> journal.contains("close 1006"));
            assertThat(journal).containsExactly("good", "close 1006");
            RawPeer peer = server.peers().get(0);
            await().until(() -> peer.end() != RawPeer.End.NONE);
            assertThat(peer.frames()).hasSize(1);
            note("goes on sending after our close", "3001");
        }
    }

    @Test
    public void aPeerThatSendsWithoutEndAfterItsOffence() throws Exception {
        try (RawServer server = RawServer.running(opened(peer -> {
            peer.send(RawFrame.of(true, RawFrame.CONTINUATION));
            pour(peer, RawFrame.binary(new byte[100 * KIB]));
        }))) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            assertClosedWith(1002, server);
            assertThat(journal).hasSize(3);
            note("goes on sending after its offence", "1002");
        }
    }

    /** Accepts, and says something good first. */
    private static RawScript opened(RawScript script) {
        return peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("good"));
            script.play(peer);
        };
    }

    /** Until the client is gone. */
    private static void pour(RawPeer peer, byte[] some) throws IOException {
        while (true) {
            peer.send(some);
        }
    }

    private static byte[] times(int count, byte[] some) {
        ByteBuffer all = ByteBuffer.allocate(count * some.length);
        for (int i = 0; i < count; i++) {
            all.put(some);
        }
        return all.array();
    }

    private static byte[] number(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }

    private static Optional<RawFrame> lastFrame(RawPeer peer) {
        List<RawFrame> frames = peer.frames();
        return frames.isEmpty() ? Optional.empty() : Optional.of(frames.get(frames.size() - 1));
    }
}
