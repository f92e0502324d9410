package dev.mooring.websocket.core.dispatch;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.CloseEvent;
import dev.mooring.websocket.ErrorEvent;
import dev.mooring.websocket.OpenEvent;
import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.WebSocketEvent;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.core.dispatch.Delivery.Kind;
import dev.mooring.websocket.core.dispatch.Inbox.Receipt;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Alarm;
import dev.mooring.websocket.core.thread.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one connection to the handlers of its owner: in order, one at a time, on the connection's lane.
 *
 * <p>Events come from the connection's transport, handlers from anywhere.
 */
public final class Dispatch {

    /** How long a handler of the open event may hold up what comes after it. */
    private static final Duration OPEN_PATIENCE = Duration.ofMillis(250);

    private final Object connection;
    private final EventBus bus;
    private final Workers workers;
    private final Log log;
    private final Inbox inbox;
    private final Callbacks callbacks;
    private final Consumer<WebSocketException> onRejection;
    private final Passage passage;

    private final HandlerList<OpenEvent> openHandlers = new HandlerList<>();
    private final HandlerList<WebSocketMessage> messageHandlers = new HandlerList<>();
    private final HandlerList<ErrorEvent> errorHandlers = new HandlerList<>();
    private final HandlerList<CloseEvent> closeHandlers = new HandlerList<>();

    /** What the lane is about to deliver. Owned by the lane, handed on with its place. */
    private volatile @Nullable Delivery current;

    /** Whether the extension's executor has rejected a callback. Owned by the lane, handed on with its place. */
    private volatile boolean rejected;

    /**
     * @param connection what the events are about: named in the log, and kept for as long as this has work to do
     * @param inboxBytes what may wait for handlers before the transport has to
     * @param executor where handlers run; empty for the lane
     * @param onRejection hears that the executor does not take callbacks any more
     */
    public Dispatch(
            Object connection,
            long inboxBytes,
            Optional<Executor> executor,
            Consumer<WebSocketException> onRejection,
            EventBus bus,
            Workers workers,
            Log log) {
        this.connection = connection;
        this.bus = bus;
        this.workers = workers;
        this.log = log;
        this.inbox = new Inbox(inboxBytes);
        this.callbacks = new Callbacks(connection, executor.orElse(null), log);
        this.onRejection = onRejection;
        this.passage = bus.open(this::succeed);
    }

    /**
     * The connection is open.
     *
     * @param then runs after the handlers, on the lane; elsewhere, if a handler takes long. {@link #deliver} or
     *     {@link #deliverHere} has to follow
     */
    public void open(OpenEvent event, Runnable then) {
        inbox.put(Delivery.opening(event, () -> {
            Alarm patience = workers.schedule(() -> workers.start(() -> callbacks.runHere(then)), OPEN_PATIENCE);
            callAll(openHandlers.currentAndRemember(event), event);
            patience.cancel();
            callbacks.runHere(then);
        }));
    }

    /**
     * A message has come. Waits while too much is waiting for the handlers. {@link #deliver} or {@link #deliverHere}
     * has to follow.
     *
     * @param size bytes
     */
    public void message(WebSocketMessage message, long size) throws InterruptedException {
        Delivery delivery = Delivery.message(message, size, () -> callAll(messageHandlers.current(), message));
        Receipt receipt = inbox.offerMessage(delivery);
        if (receipt == null) {
            // Room is made by a lane. The caller would be one only when it has brought all that it has.
            deliver();
            receipt = inbox.putMessage(delivery);
        }
        if (receipt.discarded() > 0) {
            bus.countDiscarded(receipt.discarded());
        }
        if (receipt.isFirstDiscard()) {
            log.warn(connection + " has no handler for messages; those that wait for one and those that come are"
                    + " discarded until it has.");
        }
    }

    /** The owner wants no more messages but those that have come. */
    public void closeToMessages() {
        inbox.closeToMessages();
    }

    /** The connection is over: nothing comes after this. {@link #deliver} or {@link #deliverHere} has to follow. */
    public void end(@Nullable ErrorEvent error, CloseEvent close) {
        if (error != null) {
            inbox.put(Delivery.ending(error, () -> callAll(errorHandlers.currentAndRemember(error), error)));
        }
        inbox.put(Delivery.ending(close, () -> {
            callAll(closeHandlers.currentAndRemember(close), close);
            bus.close(passage);
        }));
        inbox.closeToMessages();
    }

    /** Delivers what is waiting, on a thread of its own. */
    public void deliver() {
        if (inbox.claimLane() && !workers.start(this::runLane)) {
            inbox.abandonLane();
        }
    }

    /** Delivers what is waiting, on this thread; does nothing if a lane is at it already. */
    public void deliverHere() {
        if (inbox.claimLane()) {
            runLane();
        }
    }

    public Subscription onOpen(Consumer<? super OpenEvent> handler) {
        return add(Kind.OPENING, openHandlers, handler);
    }

    public Subscription onMessage(Consumer<? super WebSocketMessage> handler) {
        Subscription subscription = add(Kind.MESSAGE, messageHandlers, handler);
        inbox.wantMessages();
        deliver();
        return subscription;
    }

    public Subscription onError(Consumer<? super ErrorEvent> handler) {
        return add(Kind.ENDING, errorHandlers, handler);
    }

    public Subscription onClose(Consumer<? super CloseEvent> handler) {
        return add(Kind.ENDING, closeHandlers, handler);
    }

    /** The topic of the events; who asks for it wants the messages. */
    public String topic() {
        inbox.wantMessages();
        deliver();
        return passage.topic();
    }

    /** What that ticket stands for, while it is on its way. */
    public Optional<WebSocketEvent> redeem(Object held) {
        Delivery delivery = current;
        return delivery != null && passage.isUnderWay(held) ? Optional.of(delivery.event()) : Optional.empty();
    }

    /** How many bytes wait for handlers. */
    public long waitingBytes() {
        return inbox.waitingBytes();
    }

    /** How many messages were discarded for want of a handler. */
    public long discardedMessages() {
        return inbox.discardedMessages();
    }

    /** Whether the events go round the bus at the moment. */
    public boolean isDegraded() {
        return passage.isDegraded();
    }

    private <E extends WebSocketEvent> Subscription add(Kind kind, HandlerList<E> list, Consumer<? super E> handler) {
        Registration<E> registration = new Registration<>(list, requireNonNull(handler, "handler"));
        E past = list.add(registration);
        if (past != null) {
            inbox.put(Delivery.late(kind, past, () -> callAll(List.of(registration), past)));
            deliver();
        }
        return registration;
    }

    /**
     * After this no callback begins any more, and nothing keeps a handler. Does not wait for those that are running.
     */
    public void shut() {
        callbacks.shut();
        inbox.shut();
        bus.close(passage);
        openHandlers.end();
        messageHandlers.end();
        errorHandlers.end();
        closeHandlers.end();
    }

    /**
     * Waits for callbacks that are running.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    public void awaitCallbacks(long deadline) throws InterruptedException {
        callbacks.gate().awaitEmpty(deadline);
    }

    /** Whether the caller is in a callback of this connection. */
    public boolean isInCallback() {
        return callbacks.gate().isInside();
    }

    private void runLane() {
        for (Delivery next = inbox.take(); next != null; next = inbox.take()) {
            current = next;
            if (next.overTheBus() && !passage.pass()) {
                return;
            }
            Workers.restoreThread();
            deliverCurrent();
        }
    }

    /** Another lane is stuck in the bus. This one delivers what that one would have, and goes on in its place. */
    private void succeed() {
        workers.start(() -> {
            deliverCurrent();
            runLane();
        });
    }

    private void deliverCurrent() {
        Delivery delivery = requireNonNull(current);
        current = null;
        delivery.call().run();
    }

    private <E> void callAll(List<Registration<E>> registrations, E event) {
        for (Registration<E> registration : registrations) {
            if (rejected && event instanceof WebSocketMessage) {
                return;
            }
            Throwable rejection = callbacks.run(() -> {
                Consumer<? super E> handler = registration.begin();
                if (handler != null) {
                    handler.accept(event);
                }
            });
            if (rejection != null && !rejected) {
                rejected = true;
                log.warn("The executor of " + connection + " has rejected a callback.", rejection);
                onRejection.accept(new WebSocketException(
                        Reason.EXECUTOR_REJECTED,
                        "The executor that was given to " + connection + " has rejected a callback (" + rejection
                                + "), so the connection was closed. Close connections before their executor."));
            }
        }
    }
}
