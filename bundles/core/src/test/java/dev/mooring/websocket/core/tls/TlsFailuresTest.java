package dev.mooring.websocket.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** What no server can be made to do, and what different Java runtimes say about the same. */
class TlsFailuresTest {

    private final CheckedUrl url = new CheckedUrl(UrlKind.WEBSOCKET, "wss", "secure.test.", 8443, "/");
    private final TlsFailures failures = new TlsFailures(url, ServerName.of(url));

    @Test
    void allHaveOneReasonAndNoCauseAndBeginAlike() {
        WebSocketException failure = failures.ofRuntime();

        assertThat(failure.reason()).isEqualTo(Reason.TLS);
        assertThat(failure)
                .hasNoCause()
                .hasMessageStartingWith("No secure connection to secure.test.:8443 could be made: ");
    }

    @Test
    void anAlertIsFoundInWhateverWordsTheRuntimePutsItIn() throws Exception {
        String refused = "has no TLS version, cipher suite or signature algorithm in common";

        assertThat(inHandshake(new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .contains(refused);
        assertThat(inHandshake(
                        new SSLHandshakeException("(handshake_failure) Received fatal alert: handshake_failure")))
                .contains(refused);
    }

    @Test
    void aMissingCertificateIsBehindARefusalIfTheServerHasDemandedOne() throws Exception {
        TlsHandshake handshake = handshake();
        handshake.demanded(false);

        assertThat(failures.inHandshake(
                        handshake, new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .hasMessageContaining(
                        "demands a client certificate, and this platform has none for it (handshake_failure)");
    }

    @Test
    void aDemandThatComesAfterTheHandshake() {
        assertThat(failures.afterHandshake(
                                OwnCertificate.NOT_DEMANDED,
                                new SSLException("Received fatal alert: certificate_required"))
                        .orElseThrow())
                .hasMessageContaining(
                        "demands a client certificate, and this platform has none for it (certificate_required). ");
    }

    @Test
    void aServerThatIsGoneBeforeItsAlertCanBeRead() throws Exception {
        IOException cut = new SocketException("Broken pipe");
        TlsHandshake handshake = handshake();
        handshake.demanded(false);

        assertThat(failures.inHandshake(handshake, cut))
                .hasMessageContaining(
                        "demands a client certificate, and this platform has none for it (Broken pipe). ");
        assertThat(failures.afterHandshake(OwnCertificate.SHOWN, cut).orElseThrow())
                .hasMessageContaining("does not accept this platform's client certificate (Broken pipe). ");
        assertThat(failures.afterHandshake(OwnCertificate.NOT_DEMANDED, cut)).isEmpty();
    }

    @Test
    void aRevokedCertificate() throws Exception {
        assertThat(inHandshake(refusal(new CertPathValidatorException("revoked", null, null, -1, BasicReason.REVOKED))))
                .contains("the server's certificate has been revoked. ");
    }

    @Test
    void aBrokenAlgorithm() throws Exception {
        assertThat(inHandshake(refusal(
                        new CertPathValidatorException("weak", null, null, -1, BasicReason.ALGORITHM_CONSTRAINED))))
                .contains("made with an algorithm or a key that counts as broken. ");
    }

    @Test
    void aCertificateThatAnotherContextHasRefused() throws Exception {
        assertThat(inHandshake(refusal(new CertPathBuilderException("no path"))))
                .contains("the server's certificate is not trusted here. ");
        assertThat(inHandshake(
                        refusal(new CertPathValidatorException("late", new CertificateExpiredException("late")))))
                .contains("the server's certificate has expired. ");
        assertThat(inHandshake(refusal(new IllegalStateException("no name"))))
                .contains("was not accepted (refused). The server needs one that is valid for this host and trusted.");
    }

    @Test
    void anEndInTheMiddle() throws Exception {
        assertThat(inHandshake(withCause(new SSLHandshakeException("terminated"), new EOFException())))
                .contains("the server closed the connection in the middle of the TLS handshake. ");
        assertThat(inHandshake(new SocketException("Broken pipe")))
                .contains("was cut in the middle of the TLS handshake (Broken pipe). ");
    }

    @Test
    void whatNobodyHasForeseenIsShownWithoutWhatATerminalWouldObey() throws Exception {
        assertThat(inHandshake(new SSLException("odd\u001b[2J" + "x".repeat(1000))))
                .contains("the TLS handshake failed (odd?[2Jxxx")
                .hasSizeLessThan(400);
    }

    private String inHandshake(IOException e) throws IOException {
        return failures.inHandshake(handshake(), e).getMessage();
    }

    private static TlsHandshake handshake() throws IOException {
        return new TlsHandshake((SSLSocket) SSLSocketFactory.getDefault().createSocket());
    }

    private static SSLException refusal(Exception cause) {
        return withCause(new SSLHandshakeException("refused"), new CertificateException("refused", cause));
    }

    private static SSLException withCause(SSLException e, Exception cause) {
        e.initCause(cause);
        return e;
    }
}
