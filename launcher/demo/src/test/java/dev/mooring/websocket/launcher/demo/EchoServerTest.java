package dev.mooring.websocket.launcher.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoServerTest {

    private final Account account = new Account();
    private final Answers answers = new Answers();
    private final EchoServer server = EchoServer.start(account);

    @AfterEach
    void nothingIsLeftUnread() {
        server.close();
        assertThat(account.told).isEmpty();
        assertThat(answers.heard).isEmpty();
    }

    @Test
    void textAndBinaryComeBackAndTheServerTellsOfEachStep() throws Exception {
        WebSocket client = connect("chat?room=1");

        client.sendText("hello", true).get(10, SECONDS);
        assertThat(answers.next()).isEqualTo("hello");
        client.sendBinary(ByteBuffer.allocate(3), true).get(10, SECONDS);
        assertThat(answers.next()).isEqualTo("3 bytes");
        client.sendClose(1001, "going").get(10, SECONDS);

        assertThat(account.next()).isEqualTo("opened /chat?room=1");
        assertThat(account.next()).isEqualTo("received hello");
        assertThat(account.next()).isEqualTo("received 3 bytes");
        assertThat(account.next()).isEqualTo("closed 1001 going");
    }

    @Test
    void aClientThatGoesWithoutACloseFrameIsReportedAs1006() throws Exception {
        WebSocket client = connect("");
        assertThat(account.next()).isEqualTo("opened /");

        client.abort();

        assertThat(account.next()).startsWith("closed 1006");
    }

    private WebSocket connect(String target) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(server.url() + target), answers)
                .get(10, SECONDS);
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        return lines.poll(10, SECONDS);
    }

    private static final class Account implements EchoListener {

        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return EchoServerTest.next(told);
        }

        @Override
        public void opened(String target) {
            told.add("opened " + target);
        }

        @Override
        public void received(String text) {
            told.add("received " + text);
        }

        @Override
        public void received(int bytes) {
            told.add("received " + bytes + " bytes");
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code + " " + reason);
        }
    }

    private static final class Answers implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return EchoServerTest.next(heard);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.add(data.remaining() + " bytes");
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }
    }
}
