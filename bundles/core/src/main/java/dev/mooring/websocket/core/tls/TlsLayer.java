package dev.mooring.websocket.core.tls;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.TlsMaterial;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** Secures sockets. */
public final class TlsLayer {

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private final TlsHandshakes handshakes = new TlsHandshakes();
    private final ContextCache cache = new ContextCache(handshakes);
    private final ContextChoice contexts;
    private final Log log;

    /** @param services asked for each connection: they come and go */
    public TlsLayer(Supplier<List<TlsMaterial>> services, Log log) {
        this.contexts = new ContextChoice(services, cache, log);
        this.log = log;
    }

    /** A service has gone, and nothing of it is to be kept. */
    public void forget() {
        cache.forget();
    }

    /**
     * Which context a connection is secured with. Asks the platform's services. Throws {@link WebSocketException} if
     * there is none.
     */
    public SSLContext contextFor(ConnectAttempt attempt) {
        return contexts.contextFor(attempt, new TlsFailures(attempt.url(), ServerName.of(attempt.url())));
    }

    /**
     * Throws {@link WebSocketException} with what went wrong in words.
     *
     * @param plain stays open if this fails; closing it ends what this is blocked in
     */
    public Socket secure(CheckedUrl url, SSLContext context, Socket plain) {
        ServerName server = ServerName.of(url);
        TlsFailures failures = new TlsFailures(url, server);
        SSLSocket secure;
        try {
            secure = (SSLSocket) context.getSocketFactory().createSocket(plain, server.text(), url.port(), true);
        } catch (IOException e) {
            throw failures.cut(e);
        }
        secure.setSSLParameters(parameters(secure.getSSLParameters(), server, failures));
        TlsHandshake handshake = new TlsHandshake(secure);
        try {
            handshakes.run(handshake);
            handshake.own().rememberIn(secure.getSession());
            checkName(secure, server, failures);
            return secure;
        } catch (IOException e) {
            if (handshake.failureOfMaterial().isPresent()) {
                log.warn(
                        "A trust or key manager failed in a TLS handshake.",
                        handshake.failureOfMaterial().get());
                throw failures.ofMaterial();
            }
            throw failures.inHandshake(handshake, e);
        }
    }

    private static SSLParameters parameters(SSLParameters parameters, ServerName server, TlsFailures failures) {
        String[] versions =
                Stream.of(parameters.getProtocols()).filter(VERSIONS::contains).toArray(String[]::new);
        if (versions.length == 0) {
            throw failures.noVersion();
        }
        parameters.setProtocols(versions);
        parameters.setServerNames(indication(server));
        // Without this, JSSE accepts a valid certificate of any host.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /** RFC 6066, section 3: names only. */
    private static List<SNIServerName> indication(ServerName server) {
        return server.isAddress() ? List.of() : List.of(new SNIHostName(server.text()));
    }

    /**
     * JSSE leaves the check of the name to a trust manager that could do it. There may be one that does not, in a
     * context that somebody has made the JVM's default.
     */
    private static void checkName(SSLSocket secure, ServerName server, TlsFailures failures)
            throws SSLPeerUnverifiedException {
        X509Certificate certificate = (X509Certificate) secure.getSession().getPeerCertificates()[0];
        if (!server.isNamedBy(certificate)) {
            throw failures.ofName(certificate);
        }
    }

    /**
     * In words, for a socket that fails before the server has answered anything. With TLS 1.3, only then does a client
     * hear what the server thinks of its certificate. Empty if TLS has nothing to do with it.
     */
    public static Optional<WebSocketException> afterHandshake(CheckedUrl url, Socket socket, IOException e) {
        OwnCertificate own = socket instanceof SSLSocket secure
                ? OwnCertificate.rememberedIn(secure.getSession())
                : OwnCertificate.NOT_DEMANDED;
        return new TlsFailures(url, ServerName.of(url)).afterHandshake(own, e);
    }
}
