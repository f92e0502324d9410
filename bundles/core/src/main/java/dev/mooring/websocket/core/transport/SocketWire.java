package dev.mooring.websocket.core.transport;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.deflate.DeflatePool;
import dev.mooring.websocket.core.dial.Cutoff;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.dial.Dialled;
import dev.mooring.websocket.core.frame.FrameLimits;
import dev.mooring.websocket.core.frame.MessageSink;
import dev.mooring.websocket.core.frame.PeerClose;
import dev.mooring.websocket.core.frame.Violation;
import dev.mooring.websocket.core.socket.Lookout;
import dev.mooring.websocket.core.thread.Alarm;
import dev.mooring.websocket.core.thread.Patrol;
import dev.mooring.websocket.core.thread.ReplaceableAlarm;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.upgrade.Handshake;
import dev.mooring.websocket.core.upgrade.Upgraded;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/** One connection's socket, from dialling to its end. */
final class SocketWire implements Wire, SocketReader.Sink {

    /** How often a peer that still takes what was sent before the close gets its time for it. */
    private static final int MOST_CLOSE_TIMEOUTS = 10;

    /** Null once connected: what it holds is of no use any more. Owned by the connecting thread. */
    private @Nullable DialRequest request;

    private final WireListener listener;
    private final Handshake handshake;
    private final TyrusClient tyrus;
    private final Settings settings;
    private final Workers workers;
    private final Patrol patrol;
    private final Lookout lookout;
    private final DeflatePool deflaters;
    private final Consumer<SocketWire> onEnd;
    private final ReadersTurn turn = new ReadersTurn();
    private final Cutoff cutoff = new Cutoff();
    private final Inbound inbound;
    private final Outbound outbound = new Outbound();
    private final AtomicBoolean closing = new AtomicBoolean();

    // Written by the connecting thread before the listener hears of the wire.
    private @Nullable SocketReader reader;
    private @Nullable Upgraded upgraded;
    private @Nullable FrameWriter writer;
    private @Nullable Compression compression;
    private @Nullable Session session;

    /** Ends a closing handshake that takes too long. */
    private final ReplaceableAlarm closingDeadline = new ReplaceableAlarm();

    /** Why Tyrus has closed, if it has: at the peer's wish, at ours, or because the peer broke the protocol. */
    private volatile @Nullable CloseReason closedByTyrus;

    /** Whether what comes is of no interest any more. Owned by the reading thread, handed on with its turn. */
    private volatile boolean over;

    /** @param onEnd called when the socket is closed, and nothing is left to be done with it */
    SocketWire(
            DialRequest request,
            WireListener listener,
            Handshake handshake,
            TyrusClient tyrus,
            Settings settings,
            Workers workers,
            Patrol patrol,
            Lookout lookout,
            DeflatePool deflaters,
            Consumer<SocketWire> onEnd) {
        this.request = request;
        this.listener = listener;
        this.handshake = handshake;
        this.tyrus = tyrus;
        this.settings = settings;
        this.workers = workers;
        this.patrol = patrol;
        this.lookout = lookout;
        this.deflaters = deflaters;
        this.onEnd = onEnd;
        this.inbound = new Inbound(limits(settings), new Receiver());
    }

    private static FrameLimits limits(Settings settings) {
        int frameBytes = settings.frameBytes() == 0 ? Integer.MAX_VALUE : settings.frameBytes();
        return new FrameLimits(settings.messageBytes(), frameBytes);
    }

    // ---- on the thread that connects

    /** Connects, and reads. */
    void run() {
        try {
            Upgraded connected = connect();
            // The thread that reads calls bystanders. What the platform's services have left here is not for them.
            if (Workers.isThreadUntouched()) {
                read(connected);
            } else if (!workers.start(() -> read(connected))) {
                fail(new WebSocketException(Reason.SERVICE_STOPPED, "The WebSocket service has stopped."));
            }
        } catch (WebSocketException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(Failures.unforeseen(e));
        }
    }

    // ---- on the thread that reads first

    private void read(Upgraded connected) {
        turn.take();
        try {
            Optional<String> extensions = connected.compression().map(DeflateAgreement::fieldValue);
            listener.opened(this, new Negotiated(connected.subprotocol(), extensions));
            requireNonNull(reader).run(connected.rest());
        } catch (WebSocketException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(Failures.unforeseen(e));
        }
    }

    private void fail(WebSocketException why) {
        listener.failed(why);
        letGo();
        if (!workers.start(listener::deliver)) {
            listener.deliver();
        }
    }

    private void letGo() {
        abort();
        FrameWriter unfinished = writer;
        if (unfinished != null) {
            unfinished.end();
        }
        Compression unused = compression;
        if (unused != null) {
            unused.close();
        }
        closingDeadline.cancel();
        onEnd.accept(this);
    }

    private Upgraded connect() {
        DialRequest wanted = requireNonNull(request);
        Alarm deadline = workers.schedule(() -> cutoff.expire(Failures.timedOut(wanted)), wanted.timeout());
        try {
            tyrus.connect(
                    this, new TyrusEndpoint(), wanted.subprotocols(), new MessageTap(inbound.receiver(), outbound));
            cutoff.established();
            Upgraded connected = requireNonNull(upgraded);
            upgraded = null;
            return connected;
        } catch (DeploymentException | IOException e) {
            throw cutoff.reasonOr(Failures.handshakeFailure(e));
        } finally {
            deadline.cancel();
            request = null;
        }
    }

    /** Called back by Tyrus while it connects. What this throws comes out of {@code tyrus.connect} as a cause. */
    void open(ClientEngine engine) {
        DialRequest wanted = requireNonNull(request);
        try {
            Upgraded connected = handshake.open(wanted, cutoff);
            FrameWriter frames = openStreams(connected.dialled());
            upgraded = connected;
            writer = frames;
            Compression agreed = new Compression(connected.compression(), deflaters);
            compression = agreed;
            // The listener is for containers that Tyrus closes through their connection; it closes through the writer.
            UpgradeRequest asked = engine.createUpgradeRequest(() -> {});
            ClientUpgradeInfo info =
                    engine.processResponse(TyrusAnswer.to(asked, connected), frames, reason -> abort());
            // Tyrus keeps the request for as long as the connection is open, and looks at it no more.
            asked.getHeaders().clear();
            if (info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS) {
                inbound.open(info.createConnection().getReadHandler(), agreed.inflation());
            }
        } catch (IOException e) {
            throw new WebSocketException(
                    Reason.HANDSHAKE,
                    "The connection to " + wanted.url() + " broke during the handshake: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            throw new WebSocketException(Reason.SERVICE_STOPPED, "The WebSocket service has stopped.");
        } catch (Error e) {
            // Tyrus lets exceptions through, but loses errors and waits for ever.
            throw new WebSocketException(Reason.HANDSHAKE, "The handshake failed: " + e + ".", e);
        }
    }

    private FrameWriter openStreams(Dialled dialled) throws IOException {
        dialled.base().setWriteTimeout((int) settings.sendTimeout().toMillis());
        reader = new SocketReader(dialled, this, turn, patrol, lookout, workers);
        return new FrameWriter(dialled, workers, outbound, turn::isMine, e -> cutoff.cut(Failures.lost(e)));
    }

    // ---- what the reader calls

    @Override
    public void take(ByteBuffer bytes) {
        if (!over && isEndedBy(bytes)) {
            over = true;
            // The server closes the socket first (RFC 6455, section 7.1.1), if it is not too slow about it.
            closingDeadline.replace(workers.schedule(this::abort, settings.closeTimeout()));
        }
    }

    @Override
    public void deliver() {
        FrameWriter frames = requireNonNull(writer);
        // Pongs do not wait for handlers.
        frames.flush();
        listener.deliver();
        frames.flush();
        if (!turn.isMine()) {
            // Whoever has it may have left long ago.
            frames.rest();
        }
    }

    @Override
    public void idle() {
        requireNonNull(writer).rest();
    }

    @Override
    public void heldUp() {
        requireNonNull(writer).driveOn();
    }

    @Override
    public void ended(IOException why) {
        if (!over) {
            listener.failed(
                    why instanceof EOFException
                            ? new WebSocketException(
                                    Reason.CONNECTION_LOST, "The server closed the connection without a close frame.")
                            : cutoff.reasonOr(Failures.lost(why)));
        }
        letGo();
    }

    private boolean isEndedBy(ByteBuffer data) {
        inbound.feed(data.array(), data.arrayOffset() + data.position(), data.remaining());
        Violation violation = inbound.violation();
        if (violation != null) {
            if (closing.compareAndSet(false, true)) {
                sayGoodbye(violation.code(), violation.text());
            }
            listener.failed(Failures.brokenProtocol(violation.code(), violation.text()));
            return true;
        }
        PeerClose peerClose = inbound.peerClose();
        if (peerClose != null) {
            listener.closed(peerClose.code(), peerClose.reason());
            return true;
        }
        CloseReason tyrusClose = closedByTyrus;
        if (tyrusClose != null && !closing.get()) {
            listener.failed(Failures.brokenProtocol(tyrusClose.getCloseCode().getCode(), tyrusClose.getReasonPhrase()));
            return true;
        }
        return false;
    }

    /** What Tyrus calls. */
    private final class TyrusEndpoint extends Endpoint {

        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            session = opened;
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            if (closedByTyrus == null) {
                closedByTyrus = reason;
            }
        }
    }

    private final class Receiver implements MessageSink {

        @Override
        public void text(String text, int utf8Bytes) {
            receive(() -> listener.text(text));
        }

        @Override
        public void binary(ByteBuffer data) {
            receive(() -> listener.binary(data));
        }
    }

    private interface Receipt {
        void run() throws InterruptedException;
    }

    private void receive(Receipt receipt) {
        try {
            receipt.run();
        } catch (InterruptedException e) {
            // Core is stopping.
            abort();
        }
    }

    // ---- from anywhere

    @Override
    public void send(boolean isText, byte[] payload, Outcome outcome) {
        Compression agreed = requireNonNull(compression);
        try {
            outbound.send(
                    agreed.outgoing(isText, payload),
                    requireNonNull(session).getAsyncRemote(),
                    result -> outcome.done(result.isOK() ? null : Failures.unsent(result.getException())));
        } catch (RuntimeException | Error e) {
            // Tyrus has closed already, or there is no memory. What may have been compressed the peer has not seen.
            agreed.stopCompressing();
            throw Failures.unsent(e);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        expectEnd(requireNonNull(writer).progress(), MOST_CLOSE_TIMEOUTS);
        sayGoodbye(code, reason);
    }

    private void sayGoodbye(int code, String reason) {
        inbound.discard();
        try {
            requireNonNull(session).close(new CloseReason(CloseCodes.getCloseCode(code), reason));
        } catch (IOException | RuntimeException e) {
            // The peer was quicker; if not, the deadline ends what goes on.
        }
    }

    /**
     * Gives the closing handshake its time, and again as long as what waits before the close frame is going out. Not
     * for ever: a peer could take one piece at a time.
     */
    private void expectEnd(long progressBefore, int timesLeft) {
        closingDeadline.replace(workers.schedule(
                () -> {
                    long progress = requireNonNull(writer).progress();
                    if (progress == progressBefore || timesLeft == 1) {
                        abort();
                    } else {
                        expectEnd(progress, timesLeft - 1);
                    }
                },
                settings.closeTimeout()));
    }

    @Override
    public List<Runnable> dismissSenders() {
        return requireNonNull(writer).dismissSenders(new IOException("the connection is closed"));
    }

    @Override
    public void abort() {
        cutoff.cut(new WebSocketException(Reason.CONNECTION_LOST, "The connection was closed."));
    }
}
