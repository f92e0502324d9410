package dev.mooring.websocket.itests.support;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** The JDK's client, whose events wait in a queue as text. */
final class TestClient implements WebSocket.Listener {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    WebSocket connect(String url) {
        return connect(url, HttpClient.newHttpClient(), UnaryOperator.identity());
    }

    WebSocket connect(String url, HttpClient client, UnaryOperator<WebSocket.Builder> options) {
        return options.apply(client.newWebSocketBuilder())
                .buildAsync(URI.create(url), this)
                .join();
    }

    String nextEvent() {
        try {
            String event = events.poll(10, SECONDS);
            return event == null ? "nothing" : event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        events.add((last ? "text " : "part ") + data);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        events.add("binary " + data.remaining());
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        events.add("pong " + data.remaining());
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        events.add("close " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        events.add("error");
    }
}
