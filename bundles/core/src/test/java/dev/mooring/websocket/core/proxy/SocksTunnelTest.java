package dev.mooring.websocket.core.proxy;

import static dev.mooring.websocket.core.proxy.Script.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.proxy.ProxyServer.Protocol;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.spi.Credentials;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocksTunnelTest {

    private static final CheckedUrl URL = new CheckedUrl(UrlKind.WEBSOCKET, "ws", "ab.example", 8080, "/");

    private static final String GREETING = "05020002";
    private static final String NO_PASSWORD = "0500";
    private static final String PASSWORD = "0502";
    private static final String PORT = "1f90";
    private static final String TO_NAME = "05010003" + "0a61622e6578616d706c65" + PORT;
    private static final String TO_192_0_2_1 = "05010001" + "c0000201" + PORT;
    private static final String TO_192_0_2_2 = "05010001" + "c0000202" + PORT;
    private static final String CONNECTED = "05000001" + "00000000" + "0000";
    private static final String REFUSED = "05050001" + "00000000" + "0000";

    /** RFC 1929: "me", "secret". */
    private static final String LOGIN = "01" + "026d65" + "06736563726574";

    private static final String ACCEPTED = "0100";

    @Test
    void theNameGoesOutIfTheProxyResolves() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_NAME, CONNECTED).andWait())) {
            Socket socket = tunnel(proxy).open();

            assertThat(proxy.open()).containsExactly(socket);
            assertThat(socket.getSoTimeout()).isZero();
            assertThat(proxy.heard()).containsExactly(GREETING + TO_NAME);
            assertThat(proxy.realms()).isEmpty();
        }
    }

    @Test
    void addressesGoOutInTheirOrderUntilOneIsConnectedTo() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_1, REFUSED),
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_2, CONNECTED).andWait())) {
            Socket socket = tunnel(proxy, "192.0.2.1", "192.0.2.2").open();

            assertThat(proxy.open()).containsExactly(socket);
            assertThat(proxy.heard()).containsExactly(GREETING + TO_192_0_2_1, GREETING + TO_192_0_2_2);
        }
    }

    @Test
    void anAddressThatTheProxyDoesNotGetToDoesNotHoldUpTheNext() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_1).andWait(),
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_2, CONNECTED).andWait())) {
            Socket socket = tunnel(proxy, "192.0.2.1", "192.0.2.2").open();

            assertThat(proxy.open()).containsExactly(socket);
            assertThat(socket.getSoTimeout()).isZero();
        }
    }

    @Test
    void theTimeThatAnAddressHasEndsWithItsTunnel() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_1, CONNECTED).andWait())) {
            Socket socket = tunnel(proxy, "192.0.2.1", "192.0.2.2").open();

            assertThat(socket.getSoTimeout()).isZero();
        }
    }

    @Test
    void anIpv6AddressIsOneToo() throws Exception {
        String to = "05010004" + "20010db8000000000000000000000001" + PORT;
        String connected = "05000003" + "03616263" + "0000";
        try (ScriptedProxy proxy =
                new ScriptedProxy(bytes(GREETING, NO_PASSWORD, to, connected).andWait())) {
            tunnel(proxy, "2001:db8::1").open();

            assertThat(proxy.heard()).containsExactly(GREETING + to);
        }
    }

    /** The first of them is the server's. */
    @Test
    void noByteTooManyIsRead() throws Exception {
        String connected = "05000004" + "00".repeat(16) + "0000";
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_NAME, connected + "77").andWait())) {
            assertThat(tunnel(proxy).open().getInputStream().read()).isEqualTo(0x77);
        }
    }

    @Test
    void credentialsAreAskedForOnceForAllAddresses() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, PASSWORD, LOGIN, ACCEPTED, TO_192_0_2_1, REFUSED),
                bytes(GREETING, PASSWORD, LOGIN, ACCEPTED, TO_192_0_2_2, CONNECTED)
                        .andWait())) {
            proxy.isKnown(new Credentials("me", "secret"));

            tunnel(proxy, "192.0.2.1", "192.0.2.2").open();

            assertThat(proxy.realms()).containsExactly(Optional.empty());
            assertThat(proxy.heard()).containsExactly(GREETING + LOGIN + TO_192_0_2_1, GREETING + LOGIN + TO_192_0_2_2);
        }
    }

    @Test
    void credentialsThatAreNotAccepted() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(bytes(GREETING, PASSWORD, LOGIN, "0101"))) {
            proxy.isKnown(new Credentials("me", "secret"));

            assertThat(failure(proxy, tunnel(proxy)))
                    .hasMessageContaining("does not accept the user name and password")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void credentialsThatNobodyKnowsOrThatAreTooLong() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(bytes(GREETING, PASSWORD).andWait())) {
            assertThat(failure(proxy, tunnel(proxy)))
                    .hasMessageContaining("no CredentialsService of the platform knows");
        }
        try (ScriptedProxy proxy = new ScriptedProxy(bytes(GREETING, PASSWORD).andWait())) {
            proxy.isKnown(new Credentials("me", "\u00e9".repeat(128)));

            assertThat(failure(proxy, tunnel(proxy))).hasMessageContaining("longer than the 255 bytes");
        }
    }

    @Test
    void aWayOfAuthenticationThatIsNotSpokenHere() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(bytes(GREETING, "05ff"))) {
            assertThat(failure(proxy, tunnel(proxy))).hasMessageContaining("in a way other than a user name");
        }
    }

    @Test
    void ifNoAddressIsConnectedToEachIsNamed() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_1, "0504"),
                bytes(GREETING, NO_PASSWORD, TO_192_0_2_2, "0502"))) {
            assertThat(failure(proxy, tunnel(proxy, "192.0.2.1", "192.0.2.2")))
                    .hasMessageContaining("can't connect to ab.example:8080 (192.0.2.1: host unreachable; 192.0.2.2:"
                            + " not allowed by the rules of the proxy)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0400, NONE, speaks another language",
        "4854, NONE, speaks another language",
        "0501, NONE, chose what was not offered",
        "0500, 0400, speaks another language",
        "0500, 05000002, an address of no known type",
        "05, NONE, closed without an answer",
        "0500, 0500, closed without an answer",
        "0500, 0509, the proxy says 9",
        "0500, 05ff, the proxy says 255",
    })
    void whatIsNoSocks(String choice, String reply, String inWords) throws Exception {
        Script script = reply.equals("NONE") ? bytes(GREETING, choice) : bytes(GREETING, choice, TO_NAME, reply);
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            assertThat(failure(proxy, tunnel(proxy))).hasMessageContaining(inWords);
        }
    }

    private static SocksTunnel tunnel(ScriptedProxy proxy, String... addresses) {
        List<InetAddress> parsed =
                Arrays.stream(addresses).map(SocksTunnelTest::literal).toList();
        return new SocksTunnel(proxy.server(Protocol.SOCKS5, parsed.isEmpty()), URL, parsed, proxy);
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebSocketException failure(ScriptedProxy proxy, SocksTunnel tunnel) {
        WebSocketException failure = catchThrowableOfType(WebSocketException.class, tunnel::open);
        assertThat(failure.reason()).isEqualTo(Reason.PROXY_FAILED);
        assertThat(failure).hasMessageContaining("roxy 127.0.0.1:");
        assertThat(proxy.open()).isEmpty();
        return failure;
    }
}
