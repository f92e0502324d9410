package dev.mooring.websocket.itests.support;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** Writes down what arrives on a session, and answers it. Jetty calls it for one frame at a time. */
final class EchoFrameHandler implements FrameHandler {

    private final EchoRequest request;
    private final boolean echo;
    private final Consumer<EchoSession> opened;
    private @Nullable EchoSession session;
    private @Nullable CoreSession transport;

    // The message of which some frames have arrived.
    private byte messageKind;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    EchoFrameHandler(EchoRequest request, boolean echo, Consumer<EchoSession> opened) {
        this.request = request;
        this.echo = echo;
        this.opened = opened;
    }

    @Override
    public void onOpen(CoreSession core, Callback callback) {
        EchoSession fresh = new EchoSession(request, core);
        transport = core;
        session = fresh;
        opened.accept(fresh);
        callback.succeeded();
        core.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession core = requireNonNull(transport);
        answer(frame).whenComplete((done, failure) -> {
            if (failure != null) {
                callback.failed(failure);
                return;
            }
            boolean last = frame.getOpCode() == OpCode.CLOSE;
            callback.succeeded();
            if (!last) {
                core.demand();
            }
        });
    }

    private CompletionStage<Void> answer(Frame frame) {
        EchoSession current = requireNonNull(session);
        switch (frame.getOpCode()) {
            case OpCode.PING -> {
                ByteBuffer payload = copyOf(frame);
                current.receivedPing(payload);
                return current.send(new Frame(OpCode.PONG, payload.duplicate()));
            }
            case OpCode.PONG -> current.receivedPong(copyOf(frame));
            case OpCode.CLOSE -> current.receivedClose(CloseStatus.getCloseStatus(frame));
            default -> {
                return data(frame, current);
            }
        }
        return CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> data(Frame frame, EchoSession current) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            messageKind = frame.getOpCode();
        }
        message.writeBytes(copyOf(frame).array());
        if (!frame.isFin()) {
            return CompletableFuture.completedStage(null);
        }
        ByteBuffer whole = ByteBuffer.wrap(message.toByteArray());
        message.reset();
        current.received(new EchoMessage(messageKind == OpCode.TEXT, whole));
        return echo ? current.send(new Frame(messageKind, whole.duplicate())) : CompletableFuture.completedStage(null);
    }

    // Jetty takes its buffer back as soon as the frame is done with.
    private static ByteBuffer copyOf(Frame frame) {
        ByteBuffer copy = ByteBuffer.allocate(frame.getPayloadLength());
        if (frame.hasPayload()) {
            copy.put(frame.getPayload().duplicate()).flip();
        }
        return copy;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        requireNonNull(session).ended();
        callback.succeeded();
    }
}
