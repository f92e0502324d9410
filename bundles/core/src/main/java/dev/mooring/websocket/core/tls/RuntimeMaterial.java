package dev.mooring.websocket.core.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What the Java runtime trusts, and shows, by itself. Read anew when a property or a file has changed, and only then: a
 * trust store takes longer to read than a handshake takes.
 */
final class RuntimeMaterial {

    private final Runnable onChange;

    // All guarded by this.
    private @Nullable StoreStamp trustRead;
    private @Nullable X509TrustManager trust;
    private @Nullable StoreStamp keysRead;
    private Optional<X509KeyManager> keys = Optional.empty();

    /** @param onChange what was given before is not given any more */
    RuntimeMaterial(Runnable onChange) {
        this.onChange = onChange;
    }

    synchronized X509TrustManager trust() throws GeneralSecurityException, IOException {
        // Looked at before the file is read: what changes in between is seen the next time.
        StoreStamp now = StoreStamp.of(StoreFile.trusted());
        X509TrustManager known = trust;
        if (known == null || !now.equals(trustRead)) {
            known = trustIn(now.store().load());
            trust = known;
            trustRead = now;
            onChange.run();
        }
        return known;
    }

    private static X509TrustManager trustIn(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyStoreException("there is no trust manager for X.509"));
    }

    /** Empty if there is nothing to show. */
    synchronized Optional<X509KeyManager> keys() throws GeneralSecurityException, IOException {
        Optional<StoreFile> store = StoreFile.keys();
        if (store.isEmpty()) {
            return Optional.empty();
        }
        StoreStamp now = StoreStamp.of(store.get());
        if (!now.equals(keysRead)) {
            keys = keysIn(now.store());
            keysRead = now;
            onChange.run();
        }
        return keys;
    }

    private static Optional<X509KeyManager> keysIn(StoreFile store) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store.load(), store.keyPassword());
        return Stream.of(factory.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst();
    }
}
