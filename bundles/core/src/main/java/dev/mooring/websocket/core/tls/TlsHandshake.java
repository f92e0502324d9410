package dev.mooring.websocket.core.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What is seen of one handshake, for the case that it fails. Used by one thread. */
final class TlsHandshake {

    private final SSLSocket socket;
    private List<X509Certificate> presented = List.of();
    private OwnCertificate own = OwnCertificate.NOT_DEMANDED;
    private @Nullable Throwable failureOfMaterial;

    TlsHandshake(SSLSocket socket) {
        this.socket = socket;
    }

    SSLSocket socket() {
        return socket;
    }

    /** The server has shown this chain, its own certificate first. */
    void presented(X509Certificate[] chain) {
        presented = List.of(chain);
    }

    List<X509Certificate> presented() {
        return presented;
    }

    /** The server demands a certificate. It may be asked for once for each kind of key. */
    void demanded(boolean hasOne) {
        if (own != OwnCertificate.SHOWN) {
            own = hasOne ? OwnCertificate.SHOWN : OwnCertificate.MISSING;
        }
    }

    OwnCertificate own() {
        return own;
    }

    /** A trust or key manager has thrown what it should not. The first counts. */
    void failed(Throwable e) {
        if (failureOfMaterial == null) {
            failureOfMaterial = e;
        }
    }

    Optional<Throwable> failureOfMaterial() {
        return Optional.ofNullable(failureOfMaterial);
    }
}
