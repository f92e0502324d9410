package dev.mooring.websocket.core.tls;

import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** One context for each pair of managers, since sessions are resumed within a context; those that were used last. */
final class ContextCache {

    private static final int BOUND = 64;

    private final TlsHandshakes handshakes;

    /** The one that was not used for the longest time comes first. Guarded by this. */
    private final Map<Managers, SSLContext> contexts = new LinkedHashMap<>(16, 0.75f, true);

    ContextCache(TlsHandshakes handshakes) {
        this.handshakes = handshakes;
    }

    synchronized SSLContext of(X509TrustManager trust, Optional<X509KeyManager> keys) throws GeneralSecurityException {
        Managers managers = new Managers(trust, keys.orElse(null));
        SSLContext context = contexts.get(managers);
        if (context == null) {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new WatchedKeys(keys, handshakes)},
                    new TrustManager[] {new WatchedTrust(trust, handshakes)},
                    null);
            contexts.put(managers, context);
            keepWithinBound();
        }
        return context;
    }

    private void keepWithinBound() {
        if (contexts.size() > BOUND) {
            Iterator<?> eldest = contexts.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** What is connected stays so. */
    synchronized void forget() {
        contexts.clear();
    }
}
