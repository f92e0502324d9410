package dev.mooring.websocket.itests.support;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * One session of the {@link EchoServer}: its record, to be polled, and the server's side of it, to act with.
 * Thread-safe.
 *
 * <p>The stages complete when the frame is with the operating system; to send no faster than the peer reads, wait for
 * them.
 */
public final class EchoSession {

    private final EchoRequest request;
    private final CoreSession session;
    private final Queue<EchoMessage> messages = new ConcurrentLinkedQueue<>();
    private final Queue<ByteBuffer> pings = new ConcurrentLinkedQueue<>();
    private final Queue<ByteBuffer> pongs = new ConcurrentLinkedQueue<>();
    private volatile CloseStatus peerClose = CloseStatus.NO_CLOSE_STATUS;
    private volatile boolean open = true;

    EchoSession(EchoRequest request, CoreSession session) {
        this.request = request;
        this.session = session;
    }

    /**
     * What the client asked for.
     *
     * @return its side of the handshake
     */
    public EchoRequest request() {
        return request;
    }

    /**
     * What the server selected of the offered subprotocols.
     *
     * @return its name, or nothing
     */
    public Optional<String> subprotocol() {
        return Optional.ofNullable(session.getNegotiatedSubProtocol());
    }

    /**
     * All messages received, whole, in their order.
     *
     * @return a snapshot
     */
    public List<EchoMessage> messages() {
        return List.copyOf(messages);
    }

    /**
     * The text messages received, in their order.
     *
     * @return a snapshot
     */
    public List<String> texts() {
        return messages.stream()
                .filter(EchoMessage::isText)
                .map(EchoMessage::text)
                .toList();
    }

    /**
     * The binary messages received, in their order.
     *
     * @return a snapshot
     */
    public List<ByteBuffer> binaries() {
        return messages.stream()
                .filter(message -> !message.isText())
                .map(EchoMessage::payload)
                .toList();
    }

    /**
     * The payloads of the pings received, each of which has been answered.
     *
     * @return a snapshot
     */
    public List<ByteBuffer> pings() {
        return List.copyOf(pings);
    }

    /**
     * The payloads of the pongs received.
     *
     * @return a snapshot
     */
    public List<ByteBuffer> pongs() {
        return List.copyOf(pongs);
    }

    /**
     * Whether the connection still stands.
     *
     * @return false once the closing handshake is over, or the transport gone
     */
    public boolean isOpen() {
        return open;
    }

    /**
     * How the session ended, as seen from here.
     *
     * @return the code in the peer's close frame, 1005 if that had none, 1006 if there was no such frame; nothing while
     *     open
     */
    public OptionalInt closeCode() {
        return open ? OptionalInt.empty() : OptionalInt.of(peerClose.getCode());
    }

    /**
     * Why the peer says that it closed.
     *
     * @return the reason in the peer's close frame; nothing while open, or when it gave none
     */
    public Optional<String> closeReason() {
        return open ? Optional.empty() : Optional.ofNullable(peerClose.getReason());
    }

    /**
     * Sends a text message.
     *
     * @param text goes out in one frame
     * @return completes when it is sent
     */
    public CompletionStage<Void> sendText(String text) {
        return send(new Frame(OpCode.TEXT, text));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes go out in one frame, and must not change until then
     * @return completes when it is sent
     */
    public CompletionStage<Void> sendBinary(ByteBuffer bytes) {
        return send(new Frame(OpCode.BINARY, bytes.asReadOnlyBuffer()));
    }

    /**
     * Sends a ping.
     *
     * @param bytes at most 125; must not change until they are sent
     * @return completes when it is sent
     */
    public CompletionStage<Void> sendPing(ByteBuffer bytes) {
        return send(new Frame(OpCode.PING, bytes.asReadOnlyBuffer()));
    }

    /**
     * Begins the closing handshake.
     *
     * @param code of the close frame
     * @param reason of the close frame
     * @return completes when the frame is sent; the session is open until the peer has answered
     */
    public CompletionStage<Void> close(int code, String reason) {
        return enqueue(done -> session.close(code, reason, done));
    }

    /** Cuts the transport, without a close frame. */
    public void abort() {
        session.abort();
    }

    CompletionStage<Void> send(Frame frame) {
        return enqueue(done -> session.sendFrame(frame, done, false));
    }

    // One at a time, so that nothing depends on what Jetty makes of two at once.
    private synchronized CompletionStage<Void> enqueue(Consumer<Callback> action) {
        return Callback.Completable.with(action::accept).minimalCompletionStage();
    }

    void received(EchoMessage message) {
        messages.add(message);
    }

    void receivedPing(ByteBuffer payload) {
        pings.add(payload);
    }

    void receivedPong(ByteBuffer payload) {
        pongs.add(payload);
    }

    void receivedClose(CloseStatus status) {
        peerClose = status;
    }

    void ended() {
        open = false;
    }
}
