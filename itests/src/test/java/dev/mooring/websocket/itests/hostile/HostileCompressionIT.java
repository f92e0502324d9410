package dev.mooring.websocket.itests.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.Deflated;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Servers that agree to compress, and mean harm with it. */
public class HostileCompressionIT extends HostileTest {

    private static final String AGREED =
            "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    /** What has come of a message, twice while it is copied to grow, and one that waits for its handler. */
    private static final long BOUND = 3L * MESSAGE_BYTES + 4L * MIB;

    @Test
    public void aBombOfZeros() throws Exception {
        byte[] bomb = Deflated.repeated(32 * KIB, new byte[KIB]);
        assertThat(bomb).hasSizeLessThan(64 * KIB);

        offends("64 KiB that inflate to 32 MiB", 1009, RawFrame.compressed(true, RawFrame.BINARY, bomb));
    }

    @Test
    public void aBombOfTextInFragments() throws Exception {
        byte[] bomb = Deflated.repeated(8 * KIB, "a".repeat(KIB).getBytes(UTF_8));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int at = 0; at < bomb.length; at += 100) {
            byte[] part = Arrays.copyOfRange(bomb, at, Math.min(at + 100, bomb.length));
            frames.writeBytes(
                    at == 0
                            ? RawFrame.compressed(false, RawFrame.TEXT, part)
                            : RawFrame.of(false, RawFrame.CONTINUATION, part));
        }

        offends("a text that inflates to 8 MiB, in fragments", 1009, frames.toByteArray());
    }

    /** Nothing is wrong with these, and so they all arrive; but there are never many of them at once. */
    @Test
    public void manyMessagesThatInflateToTheBound() throws Exception {
        byte[] largest = RawFrame.compressed(true, RawFrame.BINARY, Deflated.repeated(2 * KIB, new byte[KIB]));
        int many = 100;
        try (RawServer server = RawServer.running(peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow(), AGREED));
            for (int i = 0; i < many; i++) {
                peer.send(largest);
            }
            peer.send(RawFrame.close(1000, ""));
        })) {
            sockets.connect(server.url("/"), journaling().withCompression());

            await().until(() -> journal.contains("close 1000"));
            assertThat(journal).hasSize(many + 1);
            // While messages flow, some of what is seen has been let go already.
            note("200 MiB in 100 messages of 2 KiB", "1000", 16L * MESSAGE_BYTES);
        }
    }

    @Test
    public void aMessageThatIsCorrupt() throws Exception {
        offends("a corrupt compressed message", 1007, RawFrame.compressed(true, RawFrame.BINARY, (byte) 6));
    }

    @Test
    public void aMessageThatIsCutOff() throws Exception {
        byte[] whole = Deflated.of("Hello".repeat(100).getBytes(UTF_8));
        offends(
                "a compressed message that is cut off",
                1007,
                RawFrame.compressed(true, RawFrame.BINARY, Arrays.copyOf(whole, whole.length - 3)));
    }

    @Test
    public void aMessageThatRefersToTheOneBefore() throws Exception {
        offends(
                "a message that refers to the one before",
                1007,
                RawFrame.compressed(true, RawFrame.TEXT, (byte) 0xf2, (byte) 0, (byte) 0x11, (byte) 0, (byte) 0));
    }

    @Test
    public void aTextThatIsNotUtf8() throws Exception {
        byte[] latin = Deflated.of("\u00e9".repeat(10).getBytes(ISO_8859_1));
        offends("a compressed text that is not UTF-8", 1007, RawFrame.compressed(true, RawFrame.TEXT, latin));
    }

    @Test
    public void aContinuationMarkedAsCompressed() throws Exception {
        byte[] hello = Deflated.of("Hello".getBytes(UTF_8));
        offends(
                "RSV1 on a continuation",
                1002,
                RawFrame.compressed(false, RawFrame.TEXT, hello),
                RawFrame.compressed(true, RawFrame.CONTINUATION));
    }

    @Test
    public void aPingMarkedAsCompressed() throws Exception {
        offends("RSV1 on a ping", 1002, RawFrame.compressed(true, RawFrame.PING));
    }

    @Test
    public void answersThatAreNoneToTheOffer() throws Exception {
        for (String answer : List.of(
                "permessage-deflate",
                "permessage-deflate; server_no_context_takeover; client_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=7",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; x",
                "permessage-deflate; server_no_context_takeover, permessage-deflate; server_no_context_takeover",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_no_context_takeover; \"")) {
            journal.clear();
            try (RawServer server = RawServer.running(peer -> peer.send(
                    RawAnswer.upgrade(peer.request().orElseThrow(), "Sec-WebSocket-Extensions: " + answer)))) {
                WebSocketConnection connection =
                        sockets.connect(server.url("/"), journaling().withCompression());

                WebSocketException failure = failure(WebSocketException.class, connection.opened());

                assertThat(failure.reason()).as(answer).isEqualTo(Reason.HANDSHAKE);
                await().until(() -> journal.contains("close 1006"));
                await().until(() -> server.peers().get(0).end() != RawPeer.End.NONE);
            }
        }
        note("wrong answers to the offer of compression", "none");
    }

    private void offends(String row, int code, byte[]... offence) throws Exception {
        journal.clear();
        byte[] good = Deflated.of("good".getBytes(UTF_8));
        try (RawServer server = RawServer.running(peer -> {
            peer.send(
                    RawAnswer.upgrade(peer.request().orElseThrow(), AGREED),
                    RawFrame.compressed(true, RawFrame.TEXT, good));
            peer.send(offence);
        })) {
            get(sockets.connect(server.url("/"), journaling().withCompression()).opened());

            assertClosedWith(code, server);
            assertThat(journal).startsWith("good").hasSize(3);
            note(row, "" + code, BOUND);
        }
    }
}
