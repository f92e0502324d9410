package dev.mooring.websocket.core.proxy;

import static dev.mooring.websocket.core.proxy.Script.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.proxy.ProxyServer.Protocol;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.spi.Credentials;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTunnelTest {

    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";
    private static final String DEMAND =
            "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Negotiate\r\nproxy-authenticate: Basic realm=\"corp\"\r\n\r\n";

    private static final CheckedUrl URL = new CheckedUrl(UrlKind.WEBSOCKET, "ws", "example.com", 80, "/secret");

    @Test
    void theRequestHasHostAndPortAndNothingOfTheUpgrade() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(OPEN).andWait())) {
            Socket socket = tunnel(proxy, URL).open();

            assertThat(proxy.open()).containsExactly(socket);
            assertThat(proxy.heard())
                    .containsExactly("CONNECT example.com:80 HTTP/1.1\r\nHost: example.com:80\r\n\r\n");
            assertThat(proxy.realms()).isEmpty();
        }
    }

    @Test
    void anIpv6AddressIsInBrackets() throws Exception {
        CheckedUrl url = new CheckedUrl(UrlKind.WEBSOCKET, "wss", "[2001:db8::1]", 443, "/");
        try (ScriptedProxy proxy = new ScriptedProxy(http(OPEN).andWait())) {
            tunnel(proxy, url).open();

            assertThat(proxy.heard()).singleElement().asString().startsWith("CONNECT [2001:db8::1]:443 HTTP/1.1\r\n");
        }
    }

    @Test
    void credentialsAreAskedForOnceAndGoOutOnAConnectionOfTheirOwn() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(DEMAND), http(OPEN).andWait())) {
            proxy.isKnown(new Credentials("me", "secret"));

            Socket socket = tunnel(proxy, URL).open();

            assertThat(proxy.open()).containsExactly(socket);
            assertThat(proxy.realms()).containsExactly(Optional.of("corp"));
            assertThat(proxy.heard())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n");
        }
    }

    @Test
    void credentialsThatAreNotAcceptedAreNotTriedAgain() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(DEMAND), http(DEMAND))) {
            proxy.isKnown(new Credentials("me", "secret"));

            WebSocketException failure = failure(proxy);

            assertThat(failure)
                    .hasMessageContaining("does not accept the user name and password")
                    .hasMessageContaining("407");
            assertThat(failure.toString()).doesNotContain("secret").doesNotContain("bWU6");
            assertThat(proxy.realms()).hasSize(1);
        }
    }

    @Test
    void withoutCredentialsItSaysWhoCouldKnowThem() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(DEMAND))) {
            assertThat(failure(proxy)).hasMessageContaining("no CredentialsService of the platform knows them");
        }
    }

    @Test
    void credentialsThatTheProxyMayNotReadAreNotSent() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(DEMAND))) {
            proxy.isKnown(new Credentials("me", "\u20ac"));

            assertThat(failure(proxy)).hasMessageContaining("have characters that can't be sent to it");
        }
    }

    @Test
    void aWayOfAuthenticationThatIsNotSpokenHere() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http("HTTP/1.1 407 Who?\r\nProxy-Authenticate: NTLM\r\n\r\n"))) {
            assertThat(failure(proxy)).hasMessageContaining("in a way other than Basic");
            assertThat(proxy.realms()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, does not let connections to example.com:80 pass (HTTP status 403)",
        "502, can't connect to example.com:80 (HTTP status 502)",
        "504, can't connect to example.com:80 (HTTP status 504)",
        "302, does not connect to example.com:80 (HTTP status 302)",
        "101, does not connect to example.com:80 (HTTP status 101)",
    })
    void anotherStatusIsARefusal(String status, String inWords) throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http("HTTP/1.1 " + status + " x\r\nX: y\r\n\r\nbody"))) {
            assertThat(failure(proxy)).hasMessageContaining(inWords);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n\r\n", "\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n"})
    void whatIsNoHttp(String answer) throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(answer))) {
            assertThat(failure(proxy)).hasMessageContaining("is not HTTP as it should be");
        }
    }

    /** It would be taken for the server's. */
    @Test
    void whatGoesOnAfterTheHead() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(OPEN + "HTTP/1.1 101 Switching Protocols"))) {
            assertThat(failure(proxy)).hasMessageContaining("it goes on after its head");
        }
    }

    @Test
    void aHeadWithoutAnEnd() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000)))) {
            assertThat(failure(proxy)).hasMessageContaining("longer than 16384 bytes");
        }
    }

    @Test
    void aProxyThatHangsUp() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(http(""))) {
            assertThat(failure(proxy)).hasMessageContaining("closed without an answer");
        }
        try (ScriptedProxy proxy = new ScriptedProxy(http("HTTP/1.1 200"))) {
            assertThat(failure(proxy)).hasMessageContaining("closed in the middle of the answer");
        }
    }

    private static HttpTunnel tunnel(ScriptedProxy proxy, CheckedUrl url) {
        return new HttpTunnel(proxy.server(Protocol.HTTP, true), url, proxy);
    }

    private static WebSocketException failure(ScriptedProxy proxy) {
        WebSocketException failure = catchThrowableOfType(
                WebSocketException.class, () -> tunnel(proxy, URL).open());
        assertThat(failure.reason()).isEqualTo(Reason.PROXY_FAILED);
        assertThat(failure).hasMessageContaining("roxy 127.0.0.1:");
        assertThat(proxy.open()).isEmpty();
        return failure;
    }
}
