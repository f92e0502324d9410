package dev.mooring.websocket.itests.secure;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;

/** Knows how many handshakes were whole ones: where a session is resumed, no certificate is shown. */
final class CountingTrust implements X509TrustManager {

    private final X509TrustManager trust;
    private final AtomicInteger checks = new AtomicInteger();

    CountingTrust(X509TrustManager trust) {
        this.trust = trust;
    }

    int checks() {
        return checks.get();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checks.incrementAndGet();
        trust.checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
