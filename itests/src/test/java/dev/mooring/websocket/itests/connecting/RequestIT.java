package dev.mooring.websocket.itests.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawRequest;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What goes out when a connection is opened, byte for byte. */
public class RequestIT extends ContainerTest {

    /** And goodbye, so that the pool does not fill. */
    private static final RawScript ACCEPT =
            peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.close(1000, ""));

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Inject
    private WebSocketService sockets;

    private RawServer server;

    @Before
    public void startServer() {
        server = RawServer.running(ACCEPT);
    }

    @After
    public void stopServer() {
        server.close();
    }

    @Test
    public void theHeadIsThisAndNothingElse() throws Exception {
        String head =
                request(server.url("/chat?room=1"), ConnectOptions.defaults()).head();

        assertThat(head)
                .matches(lines(
                        "GET /chat\\?room=1 HTTP/1\\.1",
                        "Host: 127\\.0\\.0\\.1:" + server.port(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==",
                        "Sec-WebSocket-Version: 13"));
    }

    @Test
    public void whatTheExtensionAddsFollows() throws Exception {
        ConnectOptions options =
                ConnectOptions.defaults().withSubprotocols("v2", "v1").withHeader("x-Custom", " a  \u00e9 ");

        assertThat(request(server.url("/"), options).head())
                .endsWith(
                        lines("Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: v2, v1", "x-Custom:  a  \u00e9 "));
    }

    @Test
    public void eachConnectionHasAKeyOfItsOwn() throws Exception {
        request(server.url("/"), ConnectOptions.defaults());
        request(server.url("/"), ConnectOptions.defaults());

        assertThat(server.peers())
                .extracting(peer -> peer.request().orElseThrow().header("Sec-WebSocket-Key"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    public void thePathAndTheQueryGoOutAsTheyWereWritten() throws Exception {
        Map<String, String> targets = new LinkedHashMap<>();
        targets.put("", "/");
        targets.put("?", "/?");
        targets.put("?a=b", "/?a=b");
        for (String target : List.of(
                "/",
                "/?",
                "/??",
                "//",
                "///a//b//",
                "/a/./b/../c/..",
                "/a%2Fb%2fc%252F",
                "/%41%c3%A9",
                "/;a;b=c/d;",
                "/a+b%20c?d+e=%2B&f=%20",
                "/~!$&'()*+,;=:@-._",
                "/?q=/?:@!$'()*,;=&a=b&a=b&&=&",
                "/%00%0d%0aX-Injected:%201?%0d%0aX-Injected:%201",
                "/ws/btcusdt@trade",
                "/" + "p/".repeat(30_000),
                "/?" + "q=&".repeat(20_000))) {
            targets.put(target, target);
        }
        for (Map.Entry<String, String> target : targets.entrySet()) {
            RawRequest request = request(server.url(target.getKey()), ConnectOptions.defaults());

            assertThat(request.head()).startsWith("GET " + target.getValue() + " HTTP/1.1\r\nHost: 127.0.0.1:");
        }
    }

    @Test
    public void theHostGoesOutInLowerCaseAsItWasWritten() throws Exception {
        int port = server.port();
        Map<String, String> hosts = Map.of(
                "ws://localhost:" + port, "localhost:" + port,
                "WS://LOCALHOST:" + port + "/", "localhost:" + port,
                "ws://127.0.0.1:0" + port + "/", "127.0.0.1:" + port,
                "ws://[::ffff:127.0.0.1]:" + port + "/", "[::ffff:127.0.0.1]:" + port,
                "ws://[::FFFF:7F00:1]:" + port + "/", "[::ffff:7f00:1]:" + port);
        for (Map.Entry<String, String> host : hosts.entrySet()) {
            assertThat(request(host.getKey(), ConnectOptions.defaults()).header("Host"))
                    .as(host.getKey())
                    .containsExactly(host.getValue());
        }
    }

    @Test
    public void anIpv6LiteralIsDialledAndNamed() throws Exception {
        try (RawServer ipv6 = RawServer.running(IPV6_LOOPBACK, ACCEPT)) {
            for (String host : List.of("[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]")) {
                get(sockets.connect("ws://" + host + ":" + ipv6.port() + "/a?b").opened());
                await().until(() -> sockets.connections().isEmpty());

                assertThat(last(ipv6).head())
                        .startsWith("GET /a?b HTTP/1.1\r\nHost: " + host + ":" + ipv6.port() + "\r\n");
            }
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private RawRequest request(String url, ConnectOptions options) throws Exception {
        get(sockets.connect(url, options).opened());
        await().until(() -> sockets.connections().isEmpty());
        return last(server);
    }

    private static RawRequest last(RawServer server) {
        List<RawPeer> peers = server.peers();
        return peers.get(peers.size() - 1).request().orElseThrow();
    }
}
