package dev.mooring.websocket.itests.bench.field;

import com.neovisionaries.ws.client.WebSocket;
import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** nv-websocket-client. Its queue of frames is bounded by itself; whoever sends waits for room. */
public final class NvSubject implements Subject {

    private static final int QUEUE = 128;

    private final WebSocketFactory factory = new WebSocketFactory();

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        WebSocket socket = factory.createSocket(url).setFrameQueueSize(QUEUE).addListener(new WebSocketAdapter() {
            @Override
            public void onTextMessage(WebSocket from, String text) {
                receiver.text(text);
            }

            @Override
            public void onBinaryMessage(WebSocket from, byte[] data) {
                receiver.binary(ByteBuffer.wrap(data));
            }

            @Override
            public void onDisconnected(
                    WebSocket from, WebSocketFrame theirs, WebSocketFrame ours, boolean closedByServer) {
                closed.countDown();
            }
        });
        return new NvLink(socket.connect(), closed);
    }

    private record NvLink(WebSocket socket, CountDownLatch closed) implements Link {

        @Override
        public void send(Message message) {
            if (message.isText()) {
                socket.sendText(message.text());
            } else {
                socket.sendBinary(message.bytes());
            }
        }

        @Override
        public void close() throws InterruptedException {
            socket.disconnect();
            closed.await();
        }
    }
}
