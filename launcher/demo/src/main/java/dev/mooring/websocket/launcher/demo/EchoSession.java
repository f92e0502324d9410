package dev.mooring.websocket.launcher.demo;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * One client of the echo server. The next message is asked for when the answer to the last one has gone out.
 *
 * <p>Public for Jetty alone, which calls through method handles.
 */
public final class EchoSession implements Session.Listener {

    private final EchoListener listener;

    /** Set by the first call, before all others. */
    private @Nullable Session session;

    EchoSession(EchoListener listener) {
        this.listener = listener;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        listener.received(text);
        Session peer = requireNonNull(session);
        peer.sendText(text, Callback.from(peer::demand, failure -> peer.disconnect()));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        listener.received(payload.remaining());
        Session peer = requireNonNull(session);
        peer.sendBinary(payload, Callback.from(callback, peer::demand));
    }

    @Override
    public void onWebSocketError(Throwable failure) {
        // A close follows, and tells of it.
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        listener.closed(code, reason == null ? "" : reason);
        callback.succeed();
    }
}
