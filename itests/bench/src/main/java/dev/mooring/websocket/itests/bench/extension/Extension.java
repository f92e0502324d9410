package dev.mooring.websocket.itests.bench.extension;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import dev.mooring.websocket.itests.bench.subject.Window;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Uses the public API, and nothing that is not in it. */
final class Extension implements Subject {

    private static final int PATIENCE_SECONDS = 30;

    private final WebSocketService sockets;

    Extension(WebSocketService sockets) {
        this.sockets = sockets;
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        WebSocketConnection connection =
                sockets.connect(url.toString(), ConnectOptions.defaults().withOnMessage((from, message) -> {
                    if (message instanceof WebSocketMessage.Text text) {
                        receiver.text(text.text());
                    } else if (message instanceof WebSocketMessage.Binary binary) {
                        receiver.binary(binary.data());
                    }
                }));
        await(connection.opened());
        return new MooringLink(connection);
    }

    private static void await(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class MooringLink implements Link {

        private final WebSocketConnection connection;
        private final Window window = new Window();

        MooringLink(WebSocketConnection connection) {
            this.connection = connection;
        }

        @Override
        public void send(Message message) throws Exception {
            CompletionStage<Void> sent =
                    message.isText() ? connection.send(message.text()) : connection.send(message.buffer());
            window.sent(message, sent::toCompletableFuture);
        }

        @Override
        public void close() throws Exception {
            await(connection.close());
        }
    }
}
