package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's own clients come through it. */
class TestProxyTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        Authenticator.setDefault(null);
        server.close();
        assertThat(Threads.named("test-proxy")).isEmpty();
    }

    @Test
    void socksRelaysBothWays() throws Exception {
        try (TestProxy proxy = TestProxy.socks();
                Socket client = connect(Proxy.Type.SOCKS, proxy)) {
            assertRelays(client);
            assertThat(proxy.requests()).containsExactly("127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void socksWantsThePassword() throws Exception {
        try (TestProxy proxy = TestProxy.socks("me", "secret")) {
            login("me", "wrong");
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> connect(Proxy.Type.SOCKS, proxy));

            login("me", "secret");
            try (Socket client = connect(Proxy.Type.SOCKS, proxy)) {
                assertRelays(client);
            }
            assertThat(proxy.requests()).containsExactly("wrong password", "127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void httpRelaysBothWays() throws Exception {
        try (TestProxy proxy = TestProxy.http();
                Socket client = connect(Proxy.Type.HTTP, proxy)) {
            assertRelays(client);
            assertThat(proxy.requests()).containsExactly("CONNECT 127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void whatItCanNotReachItSays() throws Exception {
        server.close();
        try (TestProxy http = TestProxy.http();
                TestProxy socks = TestProxy.socks()) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(Proxy.Type.HTTP, http));
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> connect(Proxy.Type.SOCKS, socks));
        }
    }

    private Socket connect(Proxy.Type type, TestProxy proxy) throws IOException {
        Socket socket =
                new Socket(new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        return socket;
    }

    private void assertRelays(Socket client) throws IOException {
        try (Socket accepted = server.accept()) {
            client.getOutputStream().write("there".getBytes(US_ASCII));
            assertThat(accepted.getInputStream().readNBytes(5))
                    .asString(US_ASCII)
                    .isEqualTo("there");
            accepted.getOutputStream().write("back".getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("back");
        }
    }

    private static void login(String user, String password) {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password.toCharArray());
            }
        });
    }
}
