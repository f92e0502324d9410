package dev.mooring.websocket.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.launcher.demo.EchoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UrlIT {

    private static final String KEY = "Sec-WebSocket-Key:";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> account = new LinkedBlockingQueue<>();
    private final EchoServer server = EchoServer.start(new Account(account));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no kill command to press Ctrl-C with")
    void whatTheServerSendsIsShownUntilCtrlC() throws Exception {
        try (Launch launch = Launch.start(folder, server.url() + "feed?room=1")) {
            launch.awaitOut("extension  received Hello from an OSGi extension");

            launch.interrupt();

            assertThat(launch.exitCode()).isEqualTo(130);
            assertThat(launch.err()).isEmpty();
            assertThat(account.poll(10, SECONDS)).isEqualTo("opened /feed?room=1");
            assertThat(account.poll(10, SECONDS)).isEqualTo("closed 1001");
        }
    }

    @Test
    void aServerThatEndsItIsShownToo() throws Exception {
        try (Launch launch = Launch.start(folder, server.url())) {
            launch.awaitOut("extension  received Hello from an OSGi extension");

            server.close();

            assertThat(launch.exitCode()).as(launch.err()).isZero();
            assertThat(launch.out()).contains("extension  closed with code 1001");
        }
    }

    @Test
    void aLostConnectionIsAFailure() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Launch launch = Launch.start(folder, "ws://127.0.0.1:" + rude.getLocalPort() + "/")) {
            try (Socket socket = rude.accept()) {
                upgrade(socket);
                launch.awaitOut("extension  sent Hello from an OSGi extension");
            }

            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.err()).startsWith("mooring: ").hasLineCount(1);
        }
    }

    /** The server's side of the handshake (RFC 6455, section 4.2.2). */
    private static void upgrade(Socket socket) throws IOException, NoSuchAlgorithmException {
        BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String key = "";
        for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
            if (line.regionMatches(true, 0, KEY, 0, KEY.length())) {
                key = line.substring(KEY.length()).strip();
            }
        }
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
        String response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
        socket.getOutputStream().write(response.getBytes(US_ASCII));
    }

    private static final class Account extends DeafListener {

        private final BlockingQueue<String> told;

        Account(BlockingQueue<String> told) {
            this.told = told;
        }

        @Override
        public void opened(String target) {
            told.add("opened " + target);
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code);
        }
    }
}
