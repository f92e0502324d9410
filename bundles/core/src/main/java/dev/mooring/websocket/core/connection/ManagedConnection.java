package dev.mooring.websocket.core.connection;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.CloseEvent;
import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.ErrorEvent;
import dev.mooring.websocket.OpenEvent;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketEvent;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.core.dispatch.Dispatch;
import dev.mooring.websocket.core.thread.Completions;
import dev.mooring.websocket.core.thread.ReadOnlyStage;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.Negotiated;
import dev.mooring.websocket.core.transport.Wire;
import dev.mooring.websocket.core.transport.WireListener;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.ConnectionChange.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its owner has it. Owner, transport and the stop of either meet here; who comes first is decided by
 * the {@link Lifecycle}.
 */
final class ManagedConnection implements WebSocketConnection, WireListener {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_CLOSE_FRAME = 1006;

    private final long number;
    private final String id;
    private final Life life;
    private final Workers workers;
    private final Dispatch dispatch;
    private final Outbox outbox;
    private final Watches watches;
    private final Instant since = Instant.now();

    /**
     * Held while a step of the life cycle is taken and told to outbox and dispatch, so that both hear of the steps in
     * their order. Code of others is never called under it.
     */
    private final Object transition = new Object();

    private final Lifecycle lifecycle = new Lifecycle();
    private final ReadOnlyStage<WebSocketConnection> opened = new ReadOnlyStage<>();
    private final ReadOnlyStage<Void> closed = new ReadOnlyStage<>();

    /** Written once, by the thread that connects. */
    private volatile @Nullable Wire wire;

    /** Written by the thread that connects, and by the transport when the server redirects it. */
    private volatile Optional<String> endpoint = Optional.empty();

    /** What completes the stages at the end. Owned by the transport's reading thread, handed on with its turn. */
    private volatile List<Runnable> unsettled = List.of();

    /** Written once, by the transport, before the state becomes OPEN. */
    private volatile Negotiated negotiated = Negotiated.NOTHING;

    /** @param dispatch made for this connection: it keeps it reachable while there is something to deliver */
    ManagedConnection(
            long number,
            Life life,
            Workers workers,
            Function<ManagedConnection, Dispatch> dispatch,
            Outbox outbox,
            Watches watches) {
        this.number = number;
        this.id = life.extension().connectionId(number);
        this.life = life;
        this.workers = workers;
        this.outbox = outbox;
        this.watches = watches;
        this.dispatch = dispatch.apply(this);
    }

    String extensionId() {
        return life.extension().id();
    }

    long number() {
        return number;
    }

    boolean isInCallback() {
        return dispatch.isInCallback();
    }

    void awaitCallbacks(long deadline) throws InterruptedException {
        dispatch.awaitCallbacks(deadline);
    }

    /** The handlers that came with the options. */
    void add(ConnectOptions options) {
        options.onOpen().ifPresent(handler -> onOpen(event -> handler.accept(this, event)));
        options.onMessage().ifPresent(handler -> onMessage(event -> handler.accept(this, event)));
        options.onError().ifPresent(handler -> onError(event -> handler.accept(this, event)));
        options.onClose().ifPresent(handler -> onClose(event -> handler.accept(this, event)));
    }

    /** The rules have let it pass: the URL that was asked for, or one to which the server has redirected it. */
    void endpoint(CheckedUrl url) {
        endpoint = Optional.of(url.scheme() + "://" + url);
    }

    /** As the administration sees it. */
    ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(
                id,
                life.identity().extensionId(),
                life.identity().bundleId(),
                life.identity().location(),
                endpoint,
                state(),
                since,
                subprotocol(),
                extensions(),
                bufferedAmount(),
                dispatch.waitingBytes(),
                dispatch.discardedMessages(),
                dispatch.isDegraded());
    }

    private void tell(Kind kind, @Nullable WebSocketException failure) {
        watches.tell(kind, this::snapshot, failure);
    }

    /** It has been asked for. */
    void requested() {
        tell(Kind.REQUESTED, null);
    }

    /** The transport is at work. If the connection has been given up meanwhile, so is that work. */
    void connecting(Wire started) {
        wire = started;
        if (lifecycle.state() == ConnectionState.CLOSED) {
            started.abort();
        }
    }

    // ---- what the owner does

    @Override
    public String id() {
        return id;
    }

    @Override
    public ConnectionState state() {
        return lifecycle.state();
    }

    @Override
    public CompletionStage<WebSocketConnection> opened() {
        return opened;
    }

    @Override
    public Optional<String> subprotocol() {
        return negotiated.subprotocol();
    }

    @Override
    public Optional<String> extensions() {
        return negotiated.extensions();
    }

    @Override
    public CompletionStage<Void> send(String text) {
        return outbox.send(true, Utf8.encode(requireNonNull(text, "text")));
    }

    @Override
    public CompletionStage<Void> send(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return outbox.send(false, copy);
    }

    @Override
    public CompletionStage<Void> sendJson(Object value) {
        requireNonNull(value, "value");
        try {
            return send(life.toJson(value));
        } catch (WebSocketException e) {
            return ReadOnlyStage.failed(e);
        }
    }

    @Override
    public long bufferedAmount() {
        return outbox.buffered();
    }

    @Override
    public CompletionStage<Void> close() {
        return close(NORMAL, "");
    }

    @Override
    public CompletionStage<Void> close(int code, String reason) {
        CloseFrameRules.check(code, reason);
        WebSocketException cancelled =
                new WebSocketException(Reason.CANCELLED, id + " was closed by its owner before it was open.");
        if (!failConnecting(cancelled, null)) {
            synchronized (transition) {
                if (lifecycle.beginClosing()) {
                    // The transport reads on for the peer's close frame, so it must not have to wait for handlers.
                    dispatch.closeToMessages();
                    outbox.close(code, Utf8.wellFormed(reason));
                }
            }
        }
        return closed;
    }

    @Override
    public String topic() {
        return dispatch.topic();
    }

    @Override
    public Optional<WebSocketEvent> redeem(Object ticket) {
        return dispatch.redeem(requireNonNull(ticket, "ticket"));
    }

    @Override
    public Subscription onOpen(Consumer<? super OpenEvent> handler) {
        return dispatch.onOpen(handler);
    }

    @Override
    public Subscription onMessage(Consumer<? super WebSocketMessage> handler) {
        return dispatch.onMessage(handler);
    }

    @Override
    public Subscription onError(Consumer<? super ErrorEvent> handler) {
        return dispatch.onError(handler);
    }

    @Override
    public Subscription onClose(Consumer<? super CloseEvent> handler) {
        return dispatch.onClose(handler);
    }

    // ---- what the transport reports

    @Override
    public void opened(Wire openedWire, Negotiated agreed) {
        synchronized (transition) {
            if (lifecycle.open()) {
                negotiated = agreed;
                tell(Kind.OPENED, null);
                List<Runnable> unsent = outbox.open(openedWire);
                dispatch.open(OpenEvent.of(agreed.subprotocol()), () -> {
                    opened.succeed(this);
                    unsent.forEach(Runnable::run);
                });
            } else {
                // Given up while the server was answering.
                openedWire.close(GOING_AWAY, "");
            }
        }
    }

    @Override
    public void text(String text) throws InterruptedException {
        dispatch.message(new WebSocketMessage.Text(text), (long) Character.BYTES * text.length());
    }

    @Override
    public void binary(ByteBuffer data) throws InterruptedException {
        dispatch.message(new WebSocketMessage.Binary(data), data.remaining());
    }

    @Override
    public void closed(int code, String reason) {
        unsettled = end(null, CloseEvent.of(code, reason));
    }

    @Override
    public void failed(WebSocketException failure) {
        List<Runnable> completions = giveUpConnecting(failure, ErrorEvent.of(failure));
        unsettled =
                completions.isEmpty() ? end(ErrorEvent.of(failure), CloseEvent.of(NO_CLOSE_FRAME, "")) : completions;
    }

    @Override
    public void deliver() {
        if (unsettled.isEmpty()) {
            dispatch.deliverHere();
        } else {
            List<Runnable> all = new ArrayList<>(unsettled);
            all.add(dispatch::deliverHere);
            unsettled = List.of();
            Completions.run(workers, all);
        }
    }

    // ---- what ends it from elsewhere

    /** Gives the connection up if it is not open yet; does nothing otherwise. */
    boolean failConnecting(WebSocketException failure) {
        return failConnecting(failure, ErrorEvent.of(failure));
    }

    private boolean failConnecting(WebSocketException failure, @Nullable ErrorEvent error) {
        List<Runnable> completions = giveUpConnecting(failure, error);
        if (completions.isEmpty()) {
            return false;
        }
        dispatch.deliver();
        settle(completions);
        return true;
    }

    /** Returns what completes the stages, to be run without a lock; empty if it was too late to give it up. */
    private List<Runnable> giveUpConnecting(WebSocketException failure, @Nullable ErrorEvent error) {
        synchronized (transition) {
            if (!lifecycle.giveUp()) {
                return List.of();
            }
            leave(failure);
            abortWire();
            List<Runnable> completions = new ArrayList<>();
            completions.add(() -> opened.fail(failure));
            completions.add(() -> closed.succeed(null));
            completions.addAll(outbox.end());
            dispatch.end(error, CloseEvent.of(NO_CLOSE_FRAME, ""));
            return completions;
        }
    }

    /** Returns what completes the stages, to be run without a lock; empty if it had ended before. */
    private List<Runnable> end(@Nullable ErrorEvent error, CloseEvent close) {
        synchronized (transition) {
            boolean wasClosing = lifecycle.state() == ConnectionState.CLOSING;
            if (!lifecycle.end()) {
                return List.of();
            }
            leave(error == null ? null : error.error());
            List<Runnable> completions = new ArrayList<>();
            completions.add(() -> closed.succeed(null));
            completions.addAll(outbox.end());
            // A peer that goes without a word while we are closing is no error, only bad manners.
            dispatch.end(wasClosing ? null : error, close);
            return completions;
        }
    }

    /** The owner has stopped. It hears nothing any more; the server hears 1001. */
    void ownerStopped(WebSocketException refusal) {
        dispatch.shut();
        if (failConnecting(refusal)) {
            return;
        }
        List<Runnable> completions = new ArrayList<>();
        synchronized (transition) {
            outbox.close(GOING_AWAY, "The extension has stopped");
            if (lifecycle.end()) {
                leave(refusal);
            }
            completions.add(() -> opened.fail(refusal));
            completions.add(() -> closed.succeed(null));
            completions.addAll(outbox.abandon());
        }
        settle(completions);
    }

    private void leave(@Nullable WebSocketException failure) {
        life.leave(this);
        tell(Kind.CLOSED, failure);
    }

    /**
     * Neither owner nor peer wants this: the platform does. The owner gets an error and the close event; the server
     * hears 1001.
     *
     * @param toPeer the reason in the close frame
     */
    void giveUp(WebSocketException why, String toPeer) {
        if (!failConnecting(why)) {
            outbox.close(GOING_AWAY, toPeer);
            List<Runnable> completions = end(ErrorEvent.of(why), CloseEvent.of(NO_CLOSE_FRAME, ""));
            if (!completions.isEmpty()) {
                dispatch.deliver();
                settle(completions);
            }
        }
    }

    private void abortWire() {
        Wire current = wire;
        if (current != null) {
            current.abort();
        }
    }

    /** On a thread of its own: neither a stopping bundle nor the network must wait for what is chained to a stage. */
    private void settle(List<Runnable> completions) {
        if (!workers.start(() -> Completions.run(workers, completions))) {
            // Core has stopped, and with it whatever could have been chained to a stage of this connection before.
            completions.forEach(Runnable::run);
        }
    }

    /** For the log. */
    @Override
    public String toString() {
        return id;
    }
}
