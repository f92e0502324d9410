package dev.mooring.websocket.itests.secure;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** What one finds on the web. */
class TrustEverybody implements X509TrustManager {

    /** Called for each certificate. */
    void check() {}

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) {
        check();
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) {
        check();
    }

    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
