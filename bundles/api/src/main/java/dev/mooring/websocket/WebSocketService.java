package dev.mooring.websocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens WebSocket connections for one bundle, the one that took this service object. An OSGi service of scope bundle:
 * each bundle has an instance of its own, and can reach its own connections with it and no others.
 *
 * <p>Thread-safe. No method blocks, and none throws what the connecting, sending or closing has to say: refusals and
 * failures come through the stages, so that there is one place to look.
 */
@ProviderType
public interface WebSocketService {

    /**
     * Opens a connection with {@linkplain ConnectOptions#defaults() default options}.
     *
     * @param url as for {@link #connect(String, ConnectOptions)}
     * @return as for {@link #connect(String, ConnectOptions)}
     */
    default WebSocketConnection connect(String url) {
        return connect(url, ConnectOptions.defaults());
    }

    /**
     * Opens a connection (RFC 6455, section 4.1). Returns at once, with a connection in state
     * {@link ConnectionState#CONNECTING}: handlers can be added to it, messages queued, and {@code close()} cancels it.
     *
     * @param url {@code ws://} or {@code wss://}, with a host, without user-info and fragment (RFC 6455, section 3);
     *     path and query go out exactly as they are written here
     * @param options headers, subprotocols, time-out and first handlers
     * @return the connection; its {@link WebSocketConnection#opened()} completes once it is open, and fails with
     *     {@link WebSocketException} when it can't be opened: {@link WebSocketException.Reason} lists why
     */
    WebSocketConnection connect(String url, ConnectOptions options);

    /**
     * This bundle's connections that are not closed yet, oldest first.
     *
     * @return an immutable snapshot; empty once the bundle has stopped
     */
    List<WebSocketConnection> connections();

    /**
     * Sends a text message on one of this bundle's connections, like {@link WebSocketConnection#send(String)}.
     *
     * @param connectionId the {@link WebSocketConnection#id()}
     * @param text goes out as it is, in UTF-8
     * @return as for {@link WebSocketConnection#send(String)}; fails with {@link WebSocketException.Reason#NOT_OWNED}
     *     for an id that this bundle never had, whether or not another bundle has it
     */
    CompletionStage<Void> send(String connectionId, String text);

    /**
     * Sends a binary message on one of this bundle's connections, like {@link WebSocketConnection#send(ByteBuffer)}.
     *
     * @param connectionId the {@link WebSocketConnection#id()}
     * @param data what remains in the buffer; copied before the call returns
     * @return as for {@link #send(String, String)}
     */
    CompletionStage<Void> send(String connectionId, ByteBuffer data);

    /**
     * Sends a value as JSON on one of this bundle's connections, like {@link WebSocketConnection#sendJson(Object)}.
     *
     * @param connectionId the {@link WebSocketConnection#id()}
     * @param value as for {@link WebSocketConnection#sendJson(Object)}
     * @return as for {@link #send(String, String)}
     */
    CompletionStage<Void> sendJson(String connectionId, Object value);

    /**
     * Closes one of this bundle's connections, like {@link WebSocketConnection#close()}. Closing one that is closed
     * already does nothing.
     *
     * @param connectionId the {@link WebSocketConnection#id()}
     * @return as for {@link WebSocketConnection#close()}; fails with {@link WebSocketException.Reason#NOT_OWNED} for an
     *     id that this bundle never had, whether or not another bundle has it
     */
    CompletionStage<Void> close(String connectionId);
}
