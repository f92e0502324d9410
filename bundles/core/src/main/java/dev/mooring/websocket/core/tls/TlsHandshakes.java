package dev.mooring.websocket.core.tls;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Those that are going on. JSSE asks trust and key managers on the thread that shakes hands. */
final class TlsHandshakes {

    private final Map<Thread, TlsHandshake> running = new ConcurrentHashMap<>();

    void run(TlsHandshake handshake) throws IOException {
        running.put(Thread.currentThread(), handshake);
        try {
            handshake.socket().startHandshake();
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /** Empty if a server wants to do it again later (RFC 5246, section 7.4.1.1). */
    Optional<TlsHandshake> ofThisThread() {
        return Optional.ofNullable(running.get(Thread.currentThread()));
    }
}
