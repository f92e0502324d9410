package dev.mooring.websocket.itests.support;

import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * How a server speaks TLS.
 *
 * @param identity its key and certificates, without a password
 * @param versions those that it speaks and no others, as JSSE names them; all of the JDK's if there are none
 * @param clients whose certificates it demands of clients; nobody's if empty
 */
public record ServerTls(KeyStore identity, List<String> versions, Optional<TestAuthority> clients) {

    /**
     * What the JDK speaks, with any client.
     *
     * @param identity key and certificates, without a password
     * @return how
     */
    public static ServerTls of(KeyStore identity) {
        return new ServerTls(identity, List.of(), Optional.empty());
    }

    /**
     * Limits the versions.
     *
     * @param names as JSSE has them, for example {@code "TLSv1.2"}
     * @return another one
     */
    public ServerTls withVersions(String... names) {
        return new ServerTls(identity, List.of(names), clients);
    }

    /**
     * Demands certificates of clients.
     *
     * @param authority who must have issued them
     * @return another one
     */
    public ServerTls withClientsOf(TestAuthority authority) {
        return new ServerTls(identity, versions, Optional.of(authority));
    }

    SslContextFactory.Server toJetty() {
        SslContextFactory.Server jetty = new SslContextFactory.Server();
        jetty.setKeyStore(identity);
        jetty.setKeyStorePassword("");
        if (!versions.isEmpty()) {
            jetty.setIncludeProtocols(versions.toArray(String[]::new));
        }
        clients.ifPresent(authority -> {
            jetty.setNeedClientAuth(true);
            jetty.setTrustStore(authority.trustStore());
        });
        return jetty;
    }
}
