package dev.mooring.websocket.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The thread that reads calls the handlers. While one of them is busy, all goes on that does not need it. */
public class BusyHandlerIT extends EchoTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private RawServer raw;

    @Before
    public void startRawServer() {
        raw = RawServer.running(
                peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("go")));
    }

    @After
    public void stopRawServer() {
        release.countDown();
        raw.close();
    }

    @Test
    public void pingsAreAnswered() throws Exception {
        connectBusy();

        peer().send(RawFrame.of(true, RawFrame.PING, ascii("1")));
        await().until(() -> pongs().contains("1"));
        peer().send(RawFrame.of(true, RawFrame.PING, ascii("2")));
        await().until(() -> pongs().contains("2"));

        assertThat(journal).containsExactly("open", "text go");
    }

    @Test
    public void aCloseIsSeenAndAnswered() throws Exception {
        WebSocketConnection connection = connectBusy();

        peer().send(RawFrame.close(1001, "gone"));

        await().until(() -> connection.state() == ConnectionState.CLOSED);
        await().until(() -> frames(RawFrame.CLOSE).size() == 1);
        assertThat(journal).as("the close event waits for the handler").containsExactly("open", "text go");
        release.countDown();
        await().until(() -> journal.size() == 3);
        assertThat(journal).containsExactly("open", "text go", "close 1001");
    }

    @Test
    public void whatTheHandlerHasSentLeaves() throws Exception {
        ConnectOptions options = journaling().withOnMessage((connection, message) -> {
            connection.send("from the handler");
            awaitRelease();
        });
        sockets.connect(raw.url("/"), options);

        await().until(() -> frames(RawFrame.TEXT).size() == 1);

        assertThat(frames(RawFrame.TEXT).get(0).text()).isEqualTo("from the handler");
    }

    /**
     * Each handler only goes on when a ping that came behind its message is answered: another thread has to read it.
     */
    @Test
    public void messagesStayInOrderHoweverOftenThreadsTakeTurns() throws Exception {
        int messages = 25;
        ConnectOptions options = ConnectOptions.defaults().withOnMessage((connection, message) -> {
            note(message);
            int number = journal.size();
            await().until(() -> pongs().size() >= number);
        });
        sockets.connect(raw.url("/"), options);
        await().until(() -> journal.size() == 1);

        for (int i = 1; i < messages; i++) {
            peer().send(RawFrame.of(true, RawFrame.PING, ascii("" + i)), RawFrame.text("" + i));
            int sent = i;
            await().until(() -> pongs().size() == sent);
        }
        peer().send(RawFrame.of(true, RawFrame.PING, ascii("last")));

        await().until(() -> journal.size() == messages);
        assertThat(journal.subList(1, messages))
                .containsExactlyElementsOf(IntStream.range(1, messages)
                        .mapToObj(number -> "text " + number)
                        .toList());
    }

    private WebSocketConnection connectBusy() {
        WebSocketConnection connection =
                sockets.connect(raw.url("/"), journaling().withOnMessage((it, message) -> {
                    note(message);
                    awaitRelease();
                }));
        await().until(() -> journal.size() == 2);
        return connection;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RawPeer peer() {
        return raw.peers().get(0);
    }

    private List<RawFrame> frames(int opcode) {
        return raw.peers().stream()
                .flatMap(peer -> peer.frames().stream())
                .filter(frame -> frame.opcode() == opcode)
                .toList();
    }

    private List<String> pongs() {
        return frames(RawFrame.PONG).stream().map(RawFrame::text).toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
