package dev.mooring.websocket.core.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Any trust manager, with a record of what it was shown. JSSE adds its checks of the name and of weak algorithms only
 * to managers that are not of the extended kind; so this is not, whatever it stands for.
 */
final class WatchedTrust implements X509TrustManager {

    private final X509TrustManager trust;
    private final TlsHandshakes handshakes;

    WatchedTrust(X509TrustManager trust, TlsHandshakes handshakes) {
        this.trust = trust;
        this.handshakes = handshakes;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        Optional<TlsHandshake> handshake = handshakes.ofThisThread();
        handshake.ifPresent(it -> it.presented(chain));
        try {
            // Some look at what else the server has sent, such as a stapled OCSP response.
            if (trust instanceof X509ExtendedTrustManager extended && handshake.isPresent()) {
                extended.checkServerTrusted(
                        chain, authType, handshake.orElseThrow().socket());
            } else {
                trust.checkServerTrusted(chain, authType);
            }
        } catch (RuntimeException | Error e) {
            handshake.ifPresent(it -> it.failed(e));
            throw new CertificateException("the trust manager failed");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        try {
            return trust.getAcceptedIssuers();
        } catch (RuntimeException | Error e) {
            handshakes.ofThisThread().ifPresent(it -> it.failed(e));
            throw new IllegalStateException("the trust manager failed");
        }
    }
}
