package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.websocket.launcher.demo.EchoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connect that fails is one readable line on standard error, and exit code 1. */
class FailedConnectIT {

    private static final int NO_BODY = -1;

    @TempDir
    private Path folder;

    @Test
    void refused() throws Exception {
        // A port that was ours a moment ago, and is nobody's now.
        int port;
        try (ServerSocket server = listen()) {
            port = server.getLocalPort();
        }

        assertThat(complaintAbout("ws://127.0.0.1:" + port + "/")).contains("127.0.0.1:" + port, "refused");
    }

    @Test
    void unknownHost() throws Exception {
        // RFC 6761, section 6.4: this name never exists.
        assertThat(complaintAbout("ws://server.invalid/")).contains("server.invalid", "unknown");
    }

    @Test
    void timeout() throws Exception {
        try (ServerSocket silent = listen()) {
            assertThat(complaintAbout("ws://127.0.0.1:" + silent.getLocalPort() + "/", "--timeout", "1"))
                    .contains("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void timeoutOverTls() throws Exception {
        try (ServerSocket silent = listen()) {
            assertThat(complaintAbout("wss://127.0.0.1:" + silent.getLocalPort() + "/", "--timeout", "1"))
                    .contains("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void tlsWithAServerThatSpeaksNone() throws Exception {
        try (EchoServer plain = EchoServer.start(new DeafListener())) {
            assertThat(complaintAbout(plain.url().replace("ws:", "wss:"))).contains("TLS");
        }
    }

    @Test
    void httpStatus() throws Exception {
        HttpServer server = forbidding();
        try {
            assertThat(complaintAbout("ws://127.0.0.1:" + server.getAddress().getPort() + "/"))
                    .contains("403");
        } finally {
            server.stop(0);
        }
    }

    private String complaintAbout(String... words) throws IOException, InterruptedException {
        try (Launch launch = Launch.start(folder, words)) {
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.err()).startsWith("mooring: ").hasLineCount(1);
            assertThat(launch.out()).doesNotContain("connected");
            return launch.err();
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static HttpServer forbidding() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(403, NO_BODY);
            exchange.close();
        });
        server.start();
        return server;
    }
}
