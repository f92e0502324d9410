package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket. It has a queue of frames without a bound, whose length can be seen. */
public final class JavaWebSocketSubject implements Subject {

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        Client client = new Client(url, receiver);
        if (!client.connectBlocking()) {
            throw new IOException("Java-WebSocket could not connect");
        }
        return new JavaWebSocketLink(client, ((WebSocketImpl) client.getConnection()).outQueue);
    }

    private static final class Client extends WebSocketClient {

        private final Receiver receiver;

        Client(URI url, Receiver receiver) {
            super(url);
            this.receiver = receiver;
            setTcpNoDelay(true);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String text) {
            receiver.text(text);
        }

        @Override
        public void onMessage(ByteBuffer data) {
            receiver.binary(data);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {}

        @Override
        public void onError(Exception cause) {}
    }

    private record JavaWebSocketLink(WebSocketClient client, BlockingQueue<ByteBuffer> queue) implements Link {

        @Override
        public void send(Message message) {
            Backlog.await(() -> (long) queue.size() * message.size());
            if (message.isText()) {
                client.send(message.text());
            } else {
                client.send(message.buffer());
            }
        }

        @Override
        public void close() throws InterruptedException {
            client.closeBlocking();
        }
    }
}
