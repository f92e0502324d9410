package dev.mooring.websocket.core.service;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.core.connection.Connector;
import dev.mooring.websocket.core.connection.Life;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One bundle's door to the shared connections. Knows its owner, and holds nothing that would need cleaning up. */
// Whoever could configure this component could take it away from everybody.
@Component(scope = ServiceScope.BUNDLE, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class BundleWebSocketService implements WebSocketService {

    private final Connector connector;
    private final Life owner;

    @Activate
    public BundleWebSocketService(ComponentContext context, @Reference Connector connector) {
        this.connector = connector;
        // The framework names the using bundle. An argument could name anybody.
        this.owner = connector.registry().lifeOf(context.getUsingBundle());
    }

    @Override
    public WebSocketConnection connect(String url, ConnectOptions options) {
        return connector.connect(owner, requireNonNull(url, "url"), requireNonNull(options, "options"));
    }

    @Override
    public List<WebSocketConnection> connections() {
        return connector.registry().of(owner);
    }

    @Override
    public CompletionStage<Void> send(String connectionId, String text) {
        requireNonNull(text, "text");
        return sendOn(connectionId, connection -> connection.send(text));
    }

    @Override
    public CompletionStage<Void> send(String connectionId, ByteBuffer data) {
        requireNonNull(data, "data");
        return sendOn(connectionId, connection -> connection.send(data));
    }

    @Override
    public CompletionStage<Void> sendJson(String connectionId, Object value) {
        requireNonNull(value, "value");
        return sendOn(connectionId, connection -> connection.sendJson(value));
    }

    @Override
    public CompletionStage<Void> close(String connectionId) {
        CompletionStage<Void> alreadyClosed = CompletableFuture.completedStage(null);
        return onOwn(connectionId, WebSocketConnection::close, alreadyClosed);
    }

    private CompletionStage<Void> sendOn(
            String connectionId, Function<WebSocketConnection, CompletionStage<Void>> send) {
        WebSocketException closed =
                new WebSocketException(Reason.CLOSED, "WebSocket " + connectionId + " is closed; nothing was sent.");
        return onOwn(connectionId, send, CompletableFuture.failedStage(closed));
    }

    private CompletionStage<Void> onOwn(
            String connectionId,
            Function<WebSocketConnection, CompletionStage<Void>> action,
            CompletionStage<Void> ifGone) {
        requireNonNull(connectionId, "connectionId");
        try {
            return connector.registry().find(owner, connectionId).map(action).orElse(ifGone);
        } catch (WebSocketException notOwned) {
            return CompletableFuture.failedStage(notOwned);
        }
    }
}
