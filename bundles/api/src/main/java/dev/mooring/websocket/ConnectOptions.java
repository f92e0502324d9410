package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How to connect. Immutable: each {@code with} method returns a new object and copies what it is given.
 *
 * <pre>{@code
 * ConnectOptions.defaults()
 *         .withHeader("Authorization", "Bearer " + token)
 *         .withSubprotocols("chat-v2")
 *         .withOnMessage((connection, message) -> show(message));
 * }</pre>
 *
 * Handlers given here are in place before the connection is asked for, so they miss nothing. Each gets the connection
 * and the event, and is otherwise like one added to the connection. Headers and subprotocols are checked when
 * connecting, and refused through {@link WebSocketConnection#opened()}.
 */
public final class ConnectOptions {

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(Map.of(), List.of(), Duration.ofSeconds(10), Handlers.NONE, null, false);

    private final Map<String, String> headers;
    private final List<String> subprotocols;
    private final Duration connectTimeout;
    private final Handlers handlers;
    private final @Nullable Executor executor;
    private final boolean compression;

    private ConnectOptions(
            Map<String, String> headers,
            List<String> subprotocols,
            Duration connectTimeout,
            Handlers handlers,
            @Nullable Executor executor,
            boolean compression) {
        this.headers = headers;
        this.subprotocols = subprotocols;
        this.connectTimeout = connectTimeout;
        this.handlers = handlers;
        this.executor = executor;
        this.compression = compression;
    }

    private record Handlers(
            @Nullable BiConsumer<? super WebSocketConnection, ? super OpenEvent> onOpen,
            @Nullable BiConsumer<? super WebSocketConnection, ? super WebSocketMessage> onMessage,
            @Nullable BiConsumer<? super WebSocketConnection, ? super ErrorEvent> onError,
            @Nullable BiConsumer<? super WebSocketConnection, ? super CloseEvent> onClose) {

        static final Handlers NONE = new Handlers(null, null, null, null);
    }

    /**
     * No headers, no subprotocols, no handlers, no compression, a connect timeout of 10 seconds.
     *
     * @return the defaults, from which all others are made
     */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Adds a header to the upgrade request.
     *
     * @param name a token (RFC 9110, section 5.1); replaces one of the same name, whatever its case
     * @param value sent as it is, and never logged
     * @return these options with that header
     */
    public ConnectOptions withHeader(String name, String value) {
        return withHeaders(Map.of(requireNonNull(name, "name"), requireNonNull(value, "value")));
    }

    /**
     * Adds headers to the upgrade request, each as {@link #withHeader(String, String)} does.
     *
     * @param added values by name
     * @return these options with those headers
     */
    public ConnectOptions withHeaders(Map<String, String> added) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        added.forEach((name, value) -> {
            // Removed first, since a TreeMap keeps the spelling of the key that came first.
            all.remove(requireNonNull(name, "name"));
            all.put(name, requireNonNull(value, "value"));
        });
        return new ConnectOptions(
                Collections.unmodifiableMap(all), subprotocols, connectTimeout, handlers, executor, compression);
    }

    /**
     * Sets the subprotocols to offer (RFC 6455, section 1.9).
     *
     * @param offered tokens, the preferred one first; none offers none
     * @return these options with those subprotocols and no others
     */
    public ConnectOptions withSubprotocols(String... offered) {
        return new ConnectOptions(headers, List.of(offered), connectTimeout, handlers, executor, compression);
    }

    /**
     * Sets how long name look-up, TCP, TLS and upgrade may take together.
     *
     * @param timeout more than zero
     * @return these options with that timeout
     * @throws IllegalArgumentException if the timeout is zero or negative
     */
    public ConnectOptions withConnectTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The connect timeout must be more than zero, not " + timeout);
        }
        return new ConnectOptions(headers, subprotocols, timeout, handlers, executor, compression);
    }

    /**
     * Sets the first handler of the open event.
     *
     * @param handler see {@link WebSocketConnection#onOpen}
     * @return these options with that handler
     */
    public ConnectOptions withOnOpen(BiConsumer<? super WebSocketConnection, ? super OpenEvent> handler) {
        requireNonNull(handler, "handler");
        return withHandlers(new Handlers(handler, handlers.onMessage, handlers.onError, handlers.onClose));
    }

    /**
     * Sets the first handler of messages.
     *
     * @param handler see {@link WebSocketConnection#onMessage}
     * @return these options with that handler
     */
    public ConnectOptions withOnMessage(BiConsumer<? super WebSocketConnection, ? super WebSocketMessage> handler) {
        requireNonNull(handler, "handler");
        return withHandlers(new Handlers(handlers.onOpen, handler, handlers.onError, handlers.onClose));
    }

    /**
     * Sets the first handler of errors.
     *
     * @param handler see {@link WebSocketConnection#onError}
     * @return these options with that handler
     */
    public ConnectOptions withOnError(BiConsumer<? super WebSocketConnection, ? super ErrorEvent> handler) {
        requireNonNull(handler, "handler");
        return withHandlers(new Handlers(handlers.onOpen, handlers.onMessage, handler, handlers.onClose));
    }

    /**
     * Sets the first handler of the close event.
     *
     * @param handler see {@link WebSocketConnection#onClose}
     * @return these options with that handler
     */
    public ConnectOptions withOnClose(BiConsumer<? super WebSocketConnection, ? super CloseEvent> handler) {
        requireNonNull(handler, "handler");
        return withHandlers(new Handlers(handlers.onOpen, handlers.onMessage, handlers.onError, handler));
    }

    /**
     * Sets where the handlers run, for instance the thread of a user interface. One callback is handed over at a time,
     * the next only after it has returned, so what waits stays bounded as ever. An executor that rejects a callback is
     * an error of the connection, of reason {@code EXECUTOR_REJECTED}: it is closed. Stages complete elsewhere, as
     * ever.
     *
     * @param chosen runs what it is given, once, on any thread
     * @return these options with that executor
     */
    public ConnectOptions withExecutor(Executor chosen) {
        return new ConnectOptions(
                headers, subprotocols, connectTimeout, handlers, requireNonNull(chosen, "chosen"), compression);
    }

    /**
     * Offers the server to compress messages, in both directions (permessage-deflate, RFC 7692). It may decline, and
     * the platform may have switched compression off; then messages go as they are.
     * {@link WebSocketConnection#extensions()} tells.
     *
     * <p>It pays where the network is slow or costs money: JSON of one KiB shrinks to about a third. It costs time,
     * some 20 microseconds for each KiB sent and 4 for each received, which is more than all else that is done for such
     * a message. Small messages, and what does not shrink, such as images, go as they are.
     *
     * <p>The size of a compressed message says something about its content even where TLS hides it. Where a message
     * holds a secret beside text that somebody else may choose, whoever sees the sizes can guess the secret piece by
     * piece (as in the attacks known as CRIME and BREACH); where messages may refer to earlier ones, it is enough that
     * both are sent on the same connection. Don't compress such a connection.
     *
     * @return these options with that offer
     */
    public ConnectOptions withCompression() {
        return new ConnectOptions(headers, subprotocols, connectTimeout, handlers, executor, true);
    }

    private ConnectOptions withHandlers(Handlers changed) {
        return new ConnectOptions(headers, subprotocols, connectTimeout, changed, executor, compression);
    }

    /**
     * The headers to add to the upgrade request.
     *
     * @return unmodifiable, values by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The subprotocols to offer.
     *
     * @return unmodifiable, the preferred one first
     */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /**
     * How long name look-up, TCP, TLS and upgrade may take together.
     *
     * @return more than zero
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * The first handler of the open event.
     *
     * @return empty if none was set
     */
    public Optional<BiConsumer<? super WebSocketConnection, ? super OpenEvent>> onOpen() {
        return Optional.ofNullable(handlers.onOpen);
    }

    /**
     * The first handler of messages.
     *
     * @return empty if none was set
     */
    public Optional<BiConsumer<? super WebSocketConnection, ? super WebSocketMessage>> onMessage() {
        return Optional.ofNullable(handlers.onMessage);
    }

    /**
     * The first handler of errors.
     *
     * @return empty if none was set
     */
    public Optional<BiConsumer<? super WebSocketConnection, ? super ErrorEvent>> onError() {
        return Optional.ofNullable(handlers.onError);
    }

    /**
     * The first handler of the close event.
     *
     * @return empty if none was set
     */
    public Optional<BiConsumer<? super WebSocketConnection, ? super CloseEvent>> onClose() {
        return Optional.ofNullable(handlers.onClose);
    }

    /**
     * Where the handlers run.
     *
     * @return empty if none was set: then they run on threads of the connection
     */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /**
     * Whether compression is offered.
     *
     * @return true if it is
     */
    public boolean compression() {
        return compression;
    }

    /** Names no header values, which may be secrets. */
    @Override
    public String toString() {
        return "ConnectOptions[headers=" + headers.keySet() + ", subprotocols=" + subprotocols + ", connectTimeout="
                + connectTimeout + ", compression=" + compression + "]";
    }
}
