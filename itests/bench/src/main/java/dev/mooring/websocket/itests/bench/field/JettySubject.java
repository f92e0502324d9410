package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import dev.mooring.websocket.itests.bench.subject.Window;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty 12, by its own API. */
public final class JettySubject implements Subject {

    private static final int PATIENCE_SECONDS = 30;
    private static final int MAX_MESSAGE = 4 << 20;

    private final WebSocketClient client = new WebSocketClient();

    public JettySubject() throws Exception {
        client.setMaxTextMessageSize(MAX_MESSAGE);
        client.setMaxBinaryMessageSize(MAX_MESSAGE);
        client.setIdleTimeout(Duration.ZERO);
        client.start();
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        Listener listener = new Listener(receiver);
        Session session = client.connect(listener, url).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new JettyLink(session, listener.closed, new Window());
    }

    @Override
    public void shutDown() throws Exception {
        client.stop();
    }

    /** Public, since Jetty calls it by reflection. */
    public static final class Listener implements Session.Listener.AutoDemanding {

        private final Receiver receiver;
        private final CountDownLatch closed = new CountDownLatch(1);

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onWebSocketText(String text) {
            receiver.text(text);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer data, Callback callback) {
            receiver.binary(data);
            callback.succeed();
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            closed.countDown();
            callback.succeed();
        }
    }

    private record JettyLink(Session session, CountDownLatch closed, Window window) implements Link {

        @Override
        public void send(Message message) throws Exception {
            if (window.watchesNext(message)) {
                Callback.Completable sent = new Callback.Completable();
                send(message, sent);
                window.sent(message, () -> sent);
            } else {
                send(message, Callback.NOOP);
                window.sent();
            }
        }

        private void send(Message message, Callback callback) {
            if (message.isText()) {
                session.sendText(message.text(), callback);
            } else {
                session.sendBinary(message.buffer(), callback);
            }
        }

        @Override
        public void close() throws InterruptedException {
            session.close();
            closed.await();
        }
    }
}
