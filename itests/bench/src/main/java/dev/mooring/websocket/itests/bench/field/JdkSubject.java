package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's own client. It hands over parts of messages, and allows one send at a time. */
public final class JdkSubject implements Subject {

    private static final int PATIENCE_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        Listener listener = new Listener(receiver);
        WebSocket socket =
                client.newWebSocketBuilder().buildAsync(url, listener).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new JdkLink(socket, listener.closed);
    }

    private static final class Listener implements WebSocket.Listener {

        private final Receiver receiver;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (last && text.isEmpty()) {
                receiver.text(data.toString());
            } else {
                text.append(data);
                if (last) {
                    receiver.text(text.toString());
                    text.setLength(0);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            if (last && bytes.position() == 0) {
                receiver.binary(data);
            } else {
                if (bytes.remaining() < data.remaining()) {
                    bytes = ByteBuffer.allocate(2 * (bytes.position() + data.remaining()))
                            .put(bytes.flip());
                }
                bytes.put(data);
                if (last) {
                    receiver.binary(bytes.flip());
                    bytes.clear();
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.countDown();
        }
    }

    private record JdkLink(WebSocket socket, CountDownLatch closed) implements Link {

        @Override
        public void send(Message message) throws Exception {
            var sent = message.isText()
                    ? socket.sendText(message.text(), true)
                    : socket.sendBinary(message.buffer(), true);
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws Exception {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            closed.await();
        }
    }
}
