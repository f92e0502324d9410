package dev.mooring.websocket.itests.support;

import java.security.Principal;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a client's TLS looked like to the server.
 *
 * @param version as JSSE names it
 * @param serverNames whom the client asked for (RFC 6066, section 3)
 * @param client whom its certificate names; empty if it has shown none
 */
public record ClientTls(String version, List<String> serverNames, String client) {

    static ClientTls of(SSLSession session) {
        List<String> names = ((ExtendedSSLSession) session)
                .getRequestedServerNames().stream()
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .toList();
        return new ClientTls(session.getProtocol(), names, nameOf(session));
    }

    private static String nameOf(SSLSession session) {
        try {
            Principal client = session.getPeerPrincipal();
            return client.getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }
}
