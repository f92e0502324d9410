package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import java.nio.ByteBuffer;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An extension that has secrets, and is careless about the threads that its handlers run on. */
public final class SpiedExtension implements BundleActivator {

    static final String URL = "Test-Url";

    /** A header; part of all that must not be known. */
    static final String SECRET = "Test-Secret";

    private String secret;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        secret = headers.get(SECRET);
        ConnectOptions options = ConnectOptions.defaults()
                .withHeader("X-Key", secret + "-header")
                .withSubprotocols(secret + "-protocol")
                .withOnOpen((connection, event) -> leaveTraces())
                .withOnMessage(this::answer);
        context.getService(context.getServiceReference(WebSocketService.class)).connect(headers.get(URL), options);
    }

    private void answer(WebSocketConnection connection, WebSocketMessage message) {
        leaveTraces();
        if (message instanceof WebSocketMessage.Text text) {
            connection.send(secret + "-answer to " + text.text());
            connection.sendJson(Map.of(secret + "-key", secret + "-value"));
        } else {
            connection.send(ByteBuffer.wrap((secret + "-bytes").getBytes(UTF_8)));
        }
        throw new IllegalStateException(secret + "-failure");
    }

    // What a library does that a handler calls, for instance.
    private void leaveTraces() {
        Thread thread = Thread.currentThread();
        thread.setName(secret + "-thread");
        thread.setContextClassLoader(SpiedExtension.class.getClassLoader());
        thread.setUncaughtExceptionHandler((it, thrown) -> leaveTraces());
    }

    @Override
    public void stop(BundleContext context) {}
}
