package dev.mooring.websocket.core.tls;

import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A pair of managers, these objects and no others: equality is whatever their makers say, and decides nothing here. */
record Managers(X509TrustManager trust, @Nullable X509KeyManager keys) {

    @SuppressWarnings("ReferenceEquality")
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Managers managers && trust == managers.trust && keys == managers.keys;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(trust) + System.identityHashCode(keys);
    }
}
