package dev.mooring.websocket.spi;

import java.util.Optional;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows whom to trust and which certificate to show where a connection is secured by TLS. Where several are registered,
 * they are asked by service ranking, highest first, until one has an answer: once for the trust, once for the keys.
 * What none of them answers is as the Java runtime has it, from its {@code javax.net.ssl} properties and files.
 *
 * <p>Whatever a trust manager accepts: the certificate must name the host of the URL, and algorithms that the Java
 * runtime has disabled stay refused.
 *
 * <p>TLS sessions are resumed among connections that have been answered with the same objects. So return the same
 * object for as long as nothing has changed, and another one for whoever must not share a session. A connection that is
 * open stays so.
 *
 * <p>Called from many threads at once, and without any lock of Mooring's, on the connection's own thread, while the
 * connect timeout goes on; the managers as well. If a service or a manager throws what is not a
 * {@link java.security.cert.CertificateException}, the connection fails, and the log says with what.
 */
@ConsumerType
public interface TlsMaterial {

    /**
     * Says who decides whether a server's certificate is trusted; by default, this service has nobody for it.
     *
     * @param attempt for which connection, passed on for this call only
     * @return empty to leave it to others
     */
    default Optional<X509TrustManager> trustManager(ConnectAttempt attempt) {
        return Optional.empty();
    }

    /**
     * Says who has the certificate that a server may demand (mutual TLS); by default, this service has nobody for it.
     *
     * @param attempt for which connection, passed on for this call only
     * @return empty to leave it to others
     */
    default Optional<X509KeyManager> keyManager(ConnectAttempt attempt) {
        return Optional.empty();
    }
}
