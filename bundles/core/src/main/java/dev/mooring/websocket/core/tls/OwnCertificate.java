package dev.mooring.websocket.core.tls;

import javax.net.ssl.SSLSession;

/** What became of the client's certificate in a handshake. */
enum OwnCertificate {
    NOT_DEMANDED,

    /** The server demanded one, and there was none to show. */
    MISSING,

    /** The server demanded one, and got it. */
    SHOWN;

    private static final String KEY = OwnCertificate.class.getName();

    /** With TLS 1.3, what the server thinks of it is heard only after the handshake (RFC 8446, section 4.4.2.4). */
    void rememberIn(SSLSession session) {
        session.putValue(KEY, this);
    }

    static OwnCertificate rememberedIn(SSLSession session) {
        return session.getValue(KEY) instanceof OwnCertificate own ? own : NOT_DEMANDED;
    }
}
