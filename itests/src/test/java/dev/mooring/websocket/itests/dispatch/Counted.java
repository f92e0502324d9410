package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to a server that echoes: what it says is numbered, so each number has to come back once, in turn. */
final class Counted {

    private final WebSocketConnection connection;
    private final AtomicInteger heard = new AtomicInteger();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private int said;

    private Counted(WebSocketService sockets, String url) {
        this.connection = sockets.connect(
                url,
                ConnectOptions.defaults()
                        .withOnMessage((self, message) -> hear(((WebSocketMessage.Text) message).text())));
    }

    /** Connects, and does not wait for it. */
    static Counted connecting(WebSocketService sockets, String url) {
        return new Counted(sockets, url);
    }

    static Counted open(WebSocketService sockets, String url) {
        Counted counted = new Counted(sockets, url);
        counted.connection.opened().toCompletableFuture().join();
        return counted;
    }

    private void hear(String number) {
        int expected = heard.getAndIncrement();
        if (!number.equals("" + expected)) {
            wrong.add(number + " in place of " + expected);
        }
    }

    WebSocketConnection connection() {
        return connection;
    }

    int heard() {
        return heard.get();
    }

    void say(int count) {
        for (int i = 0; i < count; i++) {
            connection.send("" + said);
            said++;
        }
    }

    /** Says some more, and waits until everything has come back. */
    void converse(int count) {
        say(count);
        awaitAll();
    }

    void awaitAll() {
        await().until(() -> heard.get() >= said || !wrong.isEmpty());
        assertThat(wrong).as("out of order, or not once").isEmpty();
        assertThat(heard).as("messages").hasValue(said);
    }
}
