package dev.mooring.websocket.core.tls;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why there is no secure connection, in one sentence, and what to do about it, in another. JSSE tells its failures
 * apart by their types as far as certificates are concerned, and for the rest by their messages.
 */
final class TlsFailures {

    private final CheckedUrl url;
    private final ServerName server;

    TlsFailures(CheckedUrl url, ServerName server) {
        this.url = url;
        this.server = server;
    }

    /** A service or a manager has thrown what it should not. */
    WebSocketException ofMaterial() {
        return refused("what the platform trusts or shows could not be asked for. The platform's log says why.");
    }

    /** The runtime's own stores can't be used. */
    WebSocketException ofRuntime() {
        return refused(
                "the Java runtime's trust store or key store can't be used. The platform's log says why; the system"
                        + " properties javax.net.ssl.trustStore and keyStore name them.");
    }

    WebSocketException noVersion() {
        return refused("this Java runtime allows neither TLS 1.2 nor TLS 1.3. The system property"
                + " jdk.tls.client.protocols and the security property jdk.tls.disabledAlgorithms say what it allows.");
    }

    WebSocketException ofName(X509Certificate certificate) {
        return refused(CertificateFailures.wrongHost(server, certificate));
    }

    /** The connection broke before or while it was being secured. */
    WebSocketException cut(IOException e) {
        return refused("the connection was cut in the middle of the TLS handshake ("
                + Printable.of(String.valueOf(e.getMessage())) + "). " + checkPort());
    }

    WebSocketException inHandshake(TlsHandshake handshake, IOException e) {
        Optional<CertificateException> refusal = causeOf(e, CertificateException.class);
        return refusal.map(why -> refused(CertificateFailures.explain(server, handshake.presented(), why)))
                .orElseGet(() -> ofPeer(handshake.own(), e));
    }

    /** Empty if there is nothing about TLS in it. */
    Optional<WebSocketException> afterHandshake(OwnCertificate own, IOException e) {
        return e instanceof SSLException || own != OwnCertificate.NOT_DEMANDED
                ? Optional.of(ofPeer(own, e))
                : Optional.empty();
    }

    private WebSocketException ofPeer(OwnCertificate own, IOException e) {
        String message = String.valueOf(e.getMessage());
        Optional<Alert> alert = Alert.in(message);
        if (alert.isPresent()) {
            return ofAlert(own, alert.get());
        }
        if (e instanceof SSLException && causeOf(e, EOFException.class).isEmpty()) {
            return ofMessage(message);
        }
        if (own != OwnCertificate.NOT_DEMANDED) {
            // Some close the connection so soon after they have said why that it can't be read any more.
            return ofOwnCertificate(own, Printable.of(message));
        }
        return e instanceof SSLException
                ? refused("the server closed the connection in the middle of the TLS handshake. " + checkPort())
                : cut(e);
    }

    private WebSocketException ofAlert(OwnCertificate own, Alert alert) {
        if (alert.isAboutVersion()) {
            return oldVersion();
        }
        if (alert.isAboutName()) {
            return refused("the server knows no host " + server.text() + " (" + alert.name()
                    + "). Check the host name; if it is right, whoever runs the server has to add it.");
        }
        if (alert.isAboutCertificate() || (alert.isAboutChoice() && own == OwnCertificate.MISSING)) {
            return ofOwnCertificate(alert.isDemandForCertificate() ? OwnCertificate.MISSING : own, alert.name());
        }
        if (alert.isAboutChoice()) {
            return refused("the server has no TLS version, cipher suite or signature algorithm in common with this"
                    + " platform (" + alert.name() + "). Whoever runs the server has to bring it up to date: this"
                    + " platform speaks TLS 1.2 and 1.3, with what its Java runtime does not count as broken.");
        }
        return refused("the server broke the TLS handshake off (" + alert.name() + "). Its log may say why.");
    }

    private WebSocketException ofOwnCertificate(OwnCertificate own, String how) {
        String what = own == OwnCertificate.MISSING
                ? "the server demands a client certificate, and this platform has none for it ("
                : "the server does not accept this platform's client certificate (";
        return refused(what + how + "). A platform shows one through a TlsMaterial service, or through the system"
                + " properties javax.net.ssl.keyStore and keyStorePassword.");
    }

    private WebSocketException ofMessage(String message) {
        if (message.contains("recognized SSL message")) {
            return refused("the server does not speak TLS on port " + url.port()
                    + ". Check the port, or connect with ws:// if the server is meant to be without TLS.");
        }
        if (message.contains("selected protocol version")) {
            return oldVersion();
        }
        return refused("the TLS handshake failed (" + Printable.of(message) + "). " + checkPort());
    }

    private String checkPort() {
        return "Check that the server speaks TLS on port " + url.port() + "; its log may say why.";
    }

    private WebSocketException oldVersion() {
        return refused("the server speaks neither TLS 1.2 nor TLS 1.3. Whoever runs it has to bring it up to date:"
                + " older versions are not safe, and can't be enabled here.");
    }

    /** Without a cause: it may be of anybody's classes, and its words are here. */
    private WebSocketException refused(String why) {
        return new WebSocketException(Reason.TLS, "No secure connection to " + url + " could be made: " + why);
    }

    static <T extends Throwable> Optional<T> causeOf(Throwable e, Class<T> type) {
        return causes(e).stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<Throwable> causes(Throwable e) {
        // As many as JSSE ever nests. A chain of somebody else's may be a ring.
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
    }
}
