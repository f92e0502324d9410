package dev.mooring.websocket.itests.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.ServerTls;
import dev.mooring.websocket.itests.support.TestAuthority;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** Each usual way in which TLS fails is told in a sentence, and what to do about it in another. */
public class TlsFailuresIT extends SecureTest {

    /** A server's hello for TLS 1.1 (RFC 4346, section 7.4.1.3): what it could choose from had only later ones. */
    private static final byte[] HELLO_OF_TLS_1_1 =
            HexFormat.of().parseHex("160302002a" + "02000026" + "0302" + "5a".repeat(32) + "00" + "c013" + "00");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TestAuthority authority = TestAuthority.create();

    @Before
    public void trustTheAuthority() {
        trust(authority);
    }

    // ---- certificates

    @Test
    public void expired() throws Exception {
        Instant yesterday = now.minus(Duration.ofDays(1));
        TestAuthority late = authority.issuing(now.minus(Duration.ofDays(9)), yesterday);

        assertThat(refusal("secure.test", server(late.issue("secure.test"))))
                .isEqualTo("the server's certificate expired at " + yesterday
                        + ". Whoever runs the server has to renew it.");
    }

    @Test
    public void notYetValid() throws Exception {
        Instant tomorrow = now.plus(Duration.ofDays(1));
        TestAuthority early = authority.issuing(tomorrow, now.plus(Duration.ofDays(9)));

        assertThat(refusal("secure.test", server(early.issue("secure.test"))))
                .isEqualTo("the server's certificate is not valid before " + tomorrow
                        + ". Check this machine's clock; if it is right, the server's certificate is premature.");
    }

    @Test
    public void ofAnotherHost() throws Exception {
        EchoServer server = server(authority.issue("secure.test", "*.wild.test", "127.0.0.2"));

        for (String host : List.of("other.test", "127.0.0.1")) {
            assertThat(refusal(host, server))
                    .isEqualTo(
                            "the server's certificate is for secure.test, *.wild.test, 127.0.0.2, and not for " + host
                                    + ". Check the host name; if it is right, the server needs a certificate that is valid for"
                                    + " this host and trusted.");
        }
    }

    @Test
    public void ofNobodyTrusted() throws Exception {
        TestAuthority stranger = TestAuthority.create();

        assertThat(refusal("secure.test", server(stranger.issue("secure.test"))))
                .isEqualTo("the server's certificate was issued by "
                        + stranger.certificate().getSubjectX500Principal().getName()
                        + ", and is not trusted here. The server needs one that is valid for this host and trusted, with"
                        + " all certificates between its own and a trusted authority's; if the authority is the"
                        + " platform's own, add it to the platform's trust store.");
    }

    @Test
    public void signedByItself() throws Exception {
        assertThat(refusal("secure.test", server(TestAuthority.selfSigned("secure.test"))))
                .isEqualTo(
                        "the server's certificate is signed by itself, and not trusted here. The server needs one that"
                                + " is valid for this host and trusted; if the server is the platform's own, add its certificate"
                                + " to the platform's trust store.");
    }

    // ---- the client's certificate

    @Test
    public void aClientCertificateIsDemanded() throws Exception {
        ServerTls demanding = ServerTls.of(authority.issue("secure.test")).withClientsOf(authority);

        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            assertThat(refusal("secure.test", server(demanding.withVersions(version))))
                    .startsWith("the server demands a client certificate, and this platform has none for it (")
                    .endsWith("). A platform shows one through a TlsMaterial service, or through the system properties"
                            + " javax.net.ssl.keyStore and keyStorePassword.");
        }
    }

    // ---- the protocol

    @Test
    public void aServerThatDoesNotSpeakTls() throws Exception {
        try (EchoServer plain = EchoServer.start()) {
            assertThat(refusal("127.0.0.1", plain))
                    .isEqualTo("the server does not speak TLS on port " + plain.port()
                            + ". Check the port, or connect with ws:// if the server is meant to be without TLS.");
        }
    }

    @Test
    public void anOldVersionOfTls() throws Exception {
        String neither = "the server speaks neither TLS 1.2 nor TLS 1.3. Whoever runs it has to bring it up to date:"
                + " older versions are not safe, and can't be enabled here.";

        assertThat(refusalAfter(peer -> peer.send(HELLO_OF_TLS_1_1))).isEqualTo(neither);
        assertThat(refusalAfter(peer -> peer.send(alert(70)))).isEqualTo(neither);
    }

    @Test
    public void nothingInCommon() throws Exception {
        assertThat(refusalAfter(peer -> peer.send(alert(40))))
                .isEqualTo("the server has no TLS version, cipher suite or signature algorithm in common with this"
                        + " platform (handshake_failure). Whoever runs the server has to bring it up to date: this"
                        + " platform speaks TLS 1.2 and 1.3, with what its Java runtime does not count as broken.");
    }

    @Test
    public void aNameThatTheServerDoesNotKnow() throws Exception {
        assertThat(refusalAfter(peer -> peer.send(alert(112))))
                .isEqualTo(
                        "the server knows no host secure.test (unrecognized_name). Check the host name; if it is right,"
                                + " whoever runs the server has to add it.");
    }

    @Test
    public void anotherAlert() throws Exception {
        assertThat(refusalAfter(peer -> peer.send(alert(80))))
                .isEqualTo("the server broke the TLS handshake off (internal_error). Its log may say why.");
    }

    // ---- the network

    @Test
    public void aServerThatHangsUp() throws Exception {
        assertThat(refusalAfter(RawPeer::close))
                .startsWith("the server closed the connection in the middle of the TLS handshake. Check that the"
                        + " server speaks TLS on port ")
                .endsWith("; its log may say why.");
    }

    @Test
    public void aServerThatResets() throws Exception {
        assertThat(refusalAfter(RawPeer::reset))
                .startsWith(
                        "the connection was cut in the middle of the TLS handshake (Connection reset). Check that the"
                                + " server speaks TLS on port ")
                .endsWith("; its log may say why.");
    }

    @Test
    public void aServerThatFallsSilentInsideTls() throws Exception {
        try (RawServer server = RawServer.silent()) {
            ConnectOptions hurried = ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(700));
            WebSocketConnection connection = sockets().connect(url("secure.test", server.port()), hurried);
            RawPeer peer = helloOf(server);
            // The beginning of a server's hello, and never its end.
            peer.send(HexFormat.of().parseHex("160303007a" + "02000076" + "0303"));

            WebSocketException failure = failure(WebSocketException.class, connection.opened());

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure)
                    .hasMessageStartingWith("Connecting to secure.test:" + server.port() + " took longer than 700 ms.");
            await().until(() -> peer.end() != RawPeer.End.NONE);
        }
    }

    @Test
    public void anOwnerThatChangesItsMindInsideTls() throws Exception {
        try (RawServer server = RawServer.silent()) {
            WebSocketConnection connection = sockets().connect(url("secure.test", server.port()));
            RawPeer peer = helloOf(server);

            get(connection.close());

            assertThat(failure(WebSocketException.class, connection.opened()).reason())
                    .isEqualTo(Reason.CANCELLED);
            await().until(() -> peer.end() != RawPeer.End.NONE);
        }
    }

    private interface Act {
        void on(RawPeer peer) throws IOException;
    }

    /** The server does that when it has got the client's hello. */
    private String refusalAfter(Act act) throws Exception {
        try (RawServer server = RawServer.silent()) {
            int port = server.port();
            WebSocketConnection connection = sockets().connect(url("secure.test", port));
            act.on(helloOf(server));

            WebSocketException failure = failure(WebSocketException.class, connection.opened());

            assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.TLS);
            String always = "No secure connection to secure.test:" + port + " could be made: ";
            assertThat(failure).hasMessageStartingWith(always).hasNoCause();
            return failure.getMessage().substring(always.length());
        }
    }

    private static RawPeer helloOf(RawServer server) {
        await().until(() ->
                !server.peers().isEmpty() && isWhole(server.peers().get(0).received()));
        return server.peers().get(0);
    }

    /** One record (RFC 8446, section 5.1). */
    private static boolean isWhole(byte[] record) {
        return record.length > 5 && record.length >= 5 + ((record[3] & 0xff) << 8 | (record[4] & 0xff));
    }

    /** RFC 8446, section 6: a fatal one. */
    private static byte[] alert(int description) {
        return new byte[] {21, 3, 3, 0, 2, 2, (byte) description};
    }
}
