package dev.mooring.websocket.itests.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.ByteBuffer;
import org.junit.Test;

/**
 * Frames that a server must not send end its connection at once: the owner hears an error that names the code, the peer
 * hears the code, and what was good before has arrived.
 */
public class HostileFramesIT extends HostileTest {

    private static final int FIN = 0x80;
    private static final byte[] EURO = "\u20ac".getBytes(UTF_8);

    // ---- too much; only headers are sent, so nothing can be waited for

    @Test
    public void aFrameThatIsTooLong() throws Exception {
        offends("a frame of more than frameBytes", 1009, longHeader(FIN | RawFrame.BINARY, FRAME_BYTES + 1));
    }

    @Test
    public void aMessageThatIsTooLong() throws Exception {
        offends(
                "a message of more than messageBytes",
                1009,
                RawFrame.of(false, RawFrame.BINARY, new byte[FRAME_BYTES]),
                RawFrame.of(false, RawFrame.CONTINUATION, new byte[FRAME_BYTES]),
                bytes(FIN | RawFrame.CONTINUATION, 1));
    }

    @Test
    public void aLengthOf63Bits() throws Exception {
        offends("a length of 63 bits", 1009, longHeader(FIN | RawFrame.TEXT, Long.MAX_VALUE));
    }

    @Test
    public void aNegativeLength() throws Exception {
        offends("a negative length", 1002, longHeader(FIN | RawFrame.TEXT, -5));
    }

    @Test
    public void aLengthInMoreBytesThanItNeeds() throws Exception {
        offends("a length in more bytes than it needs", 1002, longHeader(FIN | RawFrame.TEXT, 5));
    }

    // ---- texts that are none

    @Test
    public void aTextThatIsNotUtf8() throws Exception {
        offends("a text that is not UTF-8", 1007, RawFrame.of(true, RawFrame.TEXT, (byte) 'a', (byte) 0xFF));
    }

    @Test
    public void theFirstBadByteInTheMiddleOfAFragment() throws Exception {
        offends(
                "a bad byte in a fragment of which more is to come",
                1007,
                RawFrame.of(false, RawFrame.TEXT, EURO[0]),
                bytes(RawFrame.CONTINUATION, 100, 'b'));
    }

    // ---- what has no meaning

    @Test
    public void reservedBits() throws Exception {
        offends("RSV1 without compression", 1002, bytes(FIN | 0x40 | RawFrame.TEXT, 1, 'a'));
    }

    @Test
    public void otherReservedBits() throws Exception {
        offends("RSV2", 1002, bytes(FIN | 0x20 | RawFrame.TEXT, 1, 'a'));
    }

    @Test
    public void reservedOpcodes() throws Exception {
        offends("a reserved opcode", 1002, bytes(FIN | 3, 0));
    }

    @Test
    public void reservedControlOpcodes() throws Exception {
        offends("a reserved control opcode", 1002, bytes(FIN | 11, 0));
    }

    @Test
    public void aMaskedFrame() throws Exception {
        offends("a masked frame from the server", 1002, bytes(FIN | RawFrame.TEXT, 0x81, 0, 0, 0, 0, 'a'));
    }

    @Test
    public void aContinuationOfNothing() throws Exception {
        offends("a continuation of nothing", 1002, RawFrame.of(true, RawFrame.CONTINUATION, (byte) 1));
    }

    @Test
    public void aMessageInTheMiddleOfAnother() throws Exception {
        offends(
                "a message in the middle of another",
                1002,
                RawFrame.of(false, RawFrame.TEXT, (byte) 'a'),
                RawFrame.text("b"));
    }

    @Test
    public void aControlFrameInFragments() throws Exception {
        offends("a control frame in fragments", 1002, RawFrame.of(false, RawFrame.PING));
    }

    @Test
    public void aControlFrameThatIsTooLong() throws Exception {
        offends("a ping of 126 bytes", 1002, RawFrame.of(true, RawFrame.PING, new byte[126]));
    }

    // ---- close frames

    @Test
    public void codesThatMustNotAppearOnTheWire() throws Exception {
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000}) {
            offends("a close frame with code " + code, 1002, RawFrame.close(code, ""));
        }
    }

    @Test
    public void halfACode() throws Exception {
        offends("a close frame with half a code", 1002, RawFrame.of(true, RawFrame.CLOSE, (byte) 3));
    }

    @Test
    public void aReasonOfMoreThan123Bytes() throws Exception {
        offends("a close reason of 124 bytes", 1002, RawFrame.close(1000, "x".repeat(124)));
    }

    @Test
    public void aReasonThatIsNotUtf8() throws Exception {
        offends(
                "a close reason that is not UTF-8",
                1007,
                RawFrame.of(true, RawFrame.CLOSE, (byte) 3, (byte) 0xE8, EURO[0]));
    }

    private void offends(String row, int code, byte[]... offence) throws Exception {
        journal.clear();
        try (RawServer server = RawServer.running(peer -> {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("good"));
            peer.send(offence);
        })) {
            get(sockets.connect(server.url("/"), journaling()).opened());

            assertClosedWith(code, server);
            assertThat(journal).startsWith("good").hasSize(3);
            // The largest is a message as long as it may be, here and on its way in the server, twice each.
            note(row, "" + code, 4 * MESSAGE_BYTES + 4 * MIB);
        }
    }

    private static byte[] longHeader(int first, long length) {
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
