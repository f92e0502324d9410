package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** OkHttp. It says nothing of a message that has gone, only how much waits; what is over 16 MiB closes. */
public final class OkHttpSubject implements Subject {

    private static final int PATIENCE_SECONDS = 30;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int NORMAL = 1000;

    private final OkHttpClient client = new OkHttpClient();

    public OkHttpSubject() {
        client.dispatcher().setMaxRequests(MAX_CONNECTIONS);
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        Listener listener = new Listener(receiver);
        WebSocket socket =
                client.newWebSocket(new Request.Builder().url(url.toString()).build(), listener);
        listener.opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new OkHttpLink(socket, listener.closed);
    }

    @Override
    public void shutDown() {
        client.dispatcher().executorService().shutdown();
    }

    private static final class Listener extends WebSocketListener {

        private final Receiver receiver;
        private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(socket);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            receiver.text(text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString data) {
            receiver.binary(data.asByteBuffer());
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            closed.countDown();
        }

        @Override
        public void onFailure(WebSocket socket, Throwable cause, @Nullable Response response) {
            opened.completeExceptionally(cause);
            closed.countDown();
        }
    }

    private record OkHttpLink(WebSocket socket, CountDownLatch closed) implements Link {

        @Override
        public void send(Message message) throws IOException {
            Backlog.await(() -> socket.queueSize());
            boolean taken = message.isText()
                    ? socket.send(message.text())
                    // A copy, which this API can't do without.
                    : socket.send(ByteString.of(message.buffer()));
            if (!taken) {
                throw new IOException("OkHttp has refused a message");
            }
        }

        @Override
        public void close() throws InterruptedException {
            socket.close(NORMAL, "");
            closed.await();
        }
    }
}
