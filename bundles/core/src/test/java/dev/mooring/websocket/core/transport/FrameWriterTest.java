package dev.mooring.websocket.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.dial.Dialled;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of frames when there are no threads. */
@Timeout(60)
class FrameWriterTest {

    private static final byte TEXT = (byte) 0x81;
    private static final byte CLOSE = (byte) 0x88;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private ChannelSocket ours;
    private Socket theirs;
    private FrameWriter writer;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ours = ChannelSocket.open();
            ours.connect(server.getLocalSocketAddress());
            theirs = server.accept();
        }
        writer = writer(false);
    }

    @AfterEach
    void close() throws IOException {
        ours.close();
        theirs.close();
    }

    /** As the transport does it: it does not tell anybody here. */
    private void broken(IOException why) {
        told.add("broken: " + why.getMessage());
        ours.close();
    }

    @Test
    void whoSendsIsToldByTheReadingThreadAndNotHere() {
        writer.write(frame(TEXT), new Teller());
        assertThat(told).containsExactly("broken: the platform has stopped");

        writer.end();
        assertThat(told).hasSize(1);
        writer.flush();

        assertThat(told).hasSize(3).last().asString().startsWith("failed");
        assertThat(told.get(1)).startsWith("broken");
    }

    @Test
    void aCloseThatIsAloneNeedsNoThread() throws IOException {
        writer.write(frame(CLOSE), new Teller());

        assertThat(told).containsExactly("completed");
        assertThat(theirs.getInputStream().readNBytes(2)).containsExactly(CLOSE, 0);
        assertThat(writer.progress()).isZero();
    }

    @Test
    void aCloseBehindSomethingWaitsForIt() throws IOException {
        // The reader sends this, and will flush it.
        FrameWriter readers = writer(true);
        readers.write(frame(TEXT), new Teller());
        readers.write(frame(CLOSE), null);
        assertThat(told).isEmpty();

        readers.flush();

        assertThat(told).containsExactly("completed");
        assertThat(theirs.getInputStream().readNBytes(4)).containsExactly(TEXT, 0, CLOSE, 0);
    }

    @Test
    void nothingFollowsTheClose() throws IOException {
        writer.write(frame(CLOSE), null);
        writer.write(frame(TEXT), new Teller());
        ours.close();

        assertThat(theirs.getInputStream().readAllBytes()).containsExactly(CLOSE, 0);
        assertThat(told).isEmpty();
    }

    private FrameWriter writer(boolean isReader) throws IOException {
        Workers stopped = new Workers();
        stopped.stop();
        return new FrameWriter(new Dialled(ours, ours), stopped, new Outbound(), () -> isReader, this::broken);
    }

    private static ByteBuffer frame(byte first) {
        return ByteBuffer.wrap(new byte[] {first, 0});
    }

    private final class Teller extends CompletionHandler<ByteBuffer> {

        @Override
        public void completed(ByteBuffer result) {
            told.add("completed");
        }

        @Override
        public void failed(Throwable why) {
            told.add("failed: " + why.getMessage());
        }
    }
}
