package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One connection, from the call that asked for it to its close, visible to the bundle that opened it and to no other.
 *
 * <p>Thread-safe. Handlers of one connection run one at a time, in the order in which the peer sent; connections do not
 * wait for each other. A handler that blocks holds up its own connection and, through TCP, that connection's peer: what
 * waits for handlers is bounded, and what the peer sends is not dropped but held back. What a handler throws is logged
 * with the name of its bundle and harms nobody else.
 *
 * <p>Messages of a connection leave in the order of the calls. The stages of this interface can be waited for anywhere,
 * also inside a handler, but not completed or cancelled by those who hold them. What is chained to a stage without an
 * executor runs on a thread of this connection, or at once, on the thread that chains it, if the stage is complete
 * already.
 */
@ProviderType
public interface WebSocketConnection {

    /**
     * Names this connection, for logs and for {@link WebSocketService#send(String, String)}.
     *
     * @return {@code {extensionId}_ws_{n}}; n counts the extension's calls of {@code connect} from 0, refused ones
     *     included, so that no id is used twice while the service is running
     */
    String id();

    /**
     * Where this connection stands now. Another thread may move it on before the caller looks at the result.
     *
     * @return the current state
     */
    ConnectionState state();

    /**
     * The outcome of connecting.
     *
     * @return completes with this connection after the handlers of the open event have been called, and before the
     *     first message is delivered. Fails with {@link WebSocketException} when the connection can't be opened: the
     *     reasons are those of {@link WebSocketException.Reason} that are marked with <i>connecting</i>. Should a
     *     handler of the open event take long, it completes while that handler is still running
     */
    CompletionStage<WebSocketConnection> opened();

    /**
     * The subprotocol that the server chose among those offered (RFC 6455, section 1.9).
     *
     * @return empty while connecting, and if the server chose none
     */
    Optional<String> subprotocol();

    /**
     * The protocol extensions that are in use (RFC 6455, section 9.1), for those who asked for
     * {@linkplain ConnectOptions#withCompression() compression}.
     *
     * @return for instance {@code permessage-deflate; client_no_context_takeover}; empty while connecting, and if none
     *     is in use
     */
    Optional<String> extensions();

    /**
     * Sends one text message (RFC 6455, section 5.6). Returns at once. What is sent while connecting leaves as soon as
     * the connection is open, before anything that is sent then.
     *
     * @param text goes out as it is, in UTF-8; half a surrogate pair, which has no UTF-8, as U+FFFD
     * @return completes when the message has been handed to the network. Fails with {@link WebSocketException}, reason
     *     {@code SEND_BUFFER_FULL} when too much is waiting already (nothing of this message is sent; try again later),
     *     or {@code CLOSED} when the connection is closing, closed, or could not be opened
     */
    CompletionStage<Void> send(String text);

    /**
     * Sends one binary message (RFC 6455, section 5.6), in order with text messages.
     *
     * @param data what remains in the buffer; copied before the call returns, its position does not change
     * @return as for {@link #send(String)}
     */
    CompletionStage<Void> send(ByteBuffer data);

    /**
     * Sends one text message with the JSON text (RFC 8259) of a value. A method of its own, so that a String is never
     * quoted by accident: {@code send("a")} sends {@code a}, {@code sendJson("a")} sends {@code "a"}.
     *
     * @param value a map, collection, array, record, object with getters, or a plain value; read before the call
     *     returns
     * @return as for {@link #send(String)}; fails with reason {@code NOT_SERIALIZABLE} when the value has no JSON form,
     *     and then nothing is sent and the connection stays open
     */
    CompletionStage<Void> sendJson(Object value);

    /**
     * How much of what was sent has not been handed to the network yet.
     *
     * @return bytes of payload, at least 0
     */
    long bufferedAmount();

    /**
     * Closes with code 1000, {@code close(1000, "")}.
     *
     * @return as for {@link #close(int, String)}
     */
    CompletionStage<Void> close();

    /**
     * Closes this connection: sends what is waiting, then a close frame, and waits, for a bounded time, for the peer's
     * (RFC 6455, section 7.1.2). Messages that have come are still delivered; those that come after this call are not.
     * While connecting it cancels instead: {@code opened()} fails with {@code CANCELLED}. A second call does nothing.
     *
     * @param code 1000, or 3000 to 4999 (RFC 6455, section 7.4)
     * @param reason at most 123 bytes in UTF-8; may be empty
     * @return completes when the connection is closed, whether or not the peer answered; never fails. It does not wait
     *     for the handlers of the close event
     * @throws IllegalArgumentException if the code or the reason must not be sent
     */
    CompletionStage<Void> close(int code, String reason);

    /**
     * Adds a handler for the open event. One that comes after the event is called with it, once.
     *
     * @param handler called when the connection is open, before {@link #opened()} completes
     * @return ends the subscription: after {@code close()} has returned, no new call to the handler begins
     */
    Subscription onOpen(Consumer<? super OpenEvent> handler);

    /**
     * Adds a handler for whole messages, text and binary. What arrived before the first handler was added reaches it
     * first, in order, even if the connection has been closed meanwhile. If there has never been a handler and the
     * bound for waiting messages is reached, what was kept and what comes next is discarded until a handler is added,
     * and one warning in the log names the owner. When the last handler has been removed, messages go to nobody.
     *
     * @param handler gets each message exactly once
     * @return ends the subscription: after {@code close()} has returned, no new call to the handler begins
     */
    Subscription onMessage(Consumer<? super WebSocketMessage> handler);

    /**
     * Adds a handler for text messages, where binary ones are of no interest: like {@link #onMessage}, which calls it
     * with the text of each text message and ignores the others.
     *
     * @param handler gets each text exactly once
     * @return ends the subscription: after {@code close()} has returned, no new call to the handler begins
     */
    default Subscription onText(Consumer<? super String> handler) {
        requireNonNull(handler, "handler");
        return onMessage(message -> {
            if (message instanceof WebSocketMessage.Text text) {
                handler.accept(text.text());
            }
        });
    }

    /**
     * Adds a handler for errors: the connection could not be opened, the peer broke the protocol, or the network
     * failed. The close event follows. A handler that comes after the event is called with it, once.
     *
     * @param handler called at most once
     * @return ends the subscription: after {@code close()} has returned, no new call to the handler begins
     */
    Subscription onError(Consumer<? super ErrorEvent> handler);

    /**
     * Adds a handler for the close event, which is always the last, whoever closed. It does not come when the owner's
     * own stop has closed the connection. A handler that comes after the event is called with it, once.
     *
     * @param handler called at most once
     * @return ends the subscription: after {@code close()} has returned, no new call to the handler begins
     */
    Subscription onClose(Consumer<? super CloseEvent> handler);

    /**
     * The topic of this connection's events on the bus of OSGi's EventAdmin (OSGi Compendium, chapter 113), for those
     * who register an {@code EventHandler} of their own. Messages are held back until there is a handler, or until this
     * has been called for the first time. So an event handler that is registered before that, for
     * {@code dev/mooring/websocket/*}, misses nothing; nor does one that a handler of the open event registers for this
     * topic. While EventAdmin is absent or stuck, the bus is silent, and only handlers of this interface are called.
     *
     * @return 128 random bits that tell nobody whose topic it is
     */
    String topic();

    /**
     * What a ticket stands for. An event on the bus tells nothing: it carries a ticket, as property {@code ticket},
     * that only the holder of its connection can redeem, and only while the event is being delivered.
     *
     * @param ticket the property of an event
     * @return what has happened, each time it is asked for; empty if the ticket is another connection's, or is not
     *     being delivered now
     */
    Optional<WebSocketEvent> redeem(Object ticket);
}
