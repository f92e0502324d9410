package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import dev.mooring.websocket.itests.bench.subject.Window;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Tyrus as it comes, on one of its two client containers. Sends by its Basic or its Async remote. */
public final class TyrusSubject implements Subject {

    private static final String JDK = "org.glassfish.tyrus.container.jdk.client.JdkClientContainer";
    private static final String GRIZZLY = "org.glassfish.tyrus.container.grizzly.client.GrizzlyClientContainer";
    private static final int MAX_MESSAGE = 4 << 20;

    private final ClientManager manager;
    private boolean async;

    private TyrusSubject(String container) {
        manager = ClientManager.createClient(container);
        // For Grizzly's: one selector and one pool for all connections. The other has no choice.
        manager.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        manager.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE);
        manager.setDefaultMaxBinaryMessageBufferSize(MAX_MESSAGE);
    }

    public static Subject onJdk() {
        return new TyrusSubject(JDK);
    }

    public static Subject onGrizzly() {
        return new TyrusSubject(GRIZZLY);
    }

    @Override
    public void sendBy(String way) {
        async = way.equals("async");
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        Client client = new Client(receiver);
        Session session = manager.connectToServer(
                client, ClientEndpointConfig.Builder.create().build(), url);
        return async ? new AsyncLink(session, client.closed, new Window()) : new BasicLink(session, client.closed);
    }

    @Override
    public void shutDown() {
        manager.shutdown();
    }

    private static final class Client extends Endpoint {

        private final Receiver receiver;
        private final CountDownLatch closed = new CountDownLatch(1);

        Client(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) receiver::text);
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) receiver::binary);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.countDown();
        }
    }

    private record BasicLink(Session session, CountDownLatch closed) implements Link {

        @Override
        public void send(Message message) throws IOException {
            if (message.isText()) {
                session.getBasicRemote().sendText(message.text());
            } else {
                session.getBasicRemote().sendBinary(message.buffer());
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            session.close();
            closed.await();
        }
    }

    private record AsyncLink(Session session, CountDownLatch closed, Window window) implements Link {

        @Override
        public void send(Message message) throws Exception {
            Future<Void> sent = message.isText()
                    ? session.getAsyncRemote().sendText(message.text())
                    : session.getAsyncRemote().sendBinary(message.buffer());
            window.sent(message, () -> sent);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            session.close();
            closed.await();
        }
    }
}
