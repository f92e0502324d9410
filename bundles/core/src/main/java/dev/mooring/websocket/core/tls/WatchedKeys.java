package dev.mooring.websocket.core.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Any key manager, or none, with a record of what it was asked. Of a client: what is for servers has no answer. */
// JSSE takes null for "none", and its annotations don't say so.
@SuppressWarnings("NullAway")
final class WatchedKeys implements X509KeyManager {

    private final Optional<X509KeyManager> keys;
    private final TlsHandshakes handshakes;

    WatchedKeys(Optional<X509KeyManager> keys, TlsHandshakes handshakes) {
        this.keys = keys;
        this.handshakes = handshakes;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        String alias = ask(manager -> manager.chooseClientAlias(keyType, issuers, socket));
        handshakes.ofThisThread().ifPresent(it -> it.demanded(alias != null));
        return alias;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return ask(manager -> manager.getCertificateChain(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return ask(manager -> manager.getPrivateKey(alias));
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return ask(manager -> manager.getClientAliases(keyType, issuers));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    private <T> @Nullable T ask(Function<X509KeyManager, @Nullable T> question) {
        try {
            return keys.isPresent() ? question.apply(keys.get()) : null;
        } catch (RuntimeException | Error e) {
            handshakes.ofThisThread().ifPresent(it -> it.failed(e));
            throw new IllegalStateException("the key manager failed");
        }
    }
}
