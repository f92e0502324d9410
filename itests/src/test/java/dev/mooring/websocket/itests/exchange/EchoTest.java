package dev.mooring.websocket.itests.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;

/** A test that has a server which echoes, and a journal. */
abstract class EchoTest extends ContainerTest {

    @Inject
    protected WebSocketService sockets;

    /** What handlers were called with, in their order. */
    protected final List<String> journal = new CopyOnWriteArrayList<>();

    protected EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start(EchoServerOptions.defaults().withSubprotocols("chat-v2"));
    }

    @After
    public void stopServer() throws Exception {
        for (WebSocketConnection connection : sockets.connections()) {
            get(connection.close());
        }
        server.close();
    }

    protected EchoSession onlySession() {
        await().until(() -> server.sessions().size() == 1);
        return server.sessions().get(0);
    }

    protected ConnectOptions journaling() {
        return ConnectOptions.defaults()
                .withOnOpen((connection, event) -> journal.add("open"))
                .withOnMessage((connection, message) -> note(message))
                .withOnError((connection, event) ->
                        journal.add("error " + event.error().reason()))
                .withOnClose((connection, event) -> journal.add("close " + event.code()));
    }

    protected void note(WebSocketMessage message) {
        if (message instanceof WebSocketMessage.Text text) {
            journal.add("text " + text.text());
        } else if (message instanceof WebSocketMessage.Binary binary) {
            journal.add("binary " + US_ASCII.decode(binary.data()));
        }
    }

    /** For handlers, which can't throw what waiting throws. */
    protected static void getUnchecked(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
