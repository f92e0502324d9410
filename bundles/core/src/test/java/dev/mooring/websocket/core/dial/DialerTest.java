package dev.mooring.websocket.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is dialled is what was judged. The name of these URLs leads nowhere but through the judge. */
class DialerTest {

    /** Nobody listens there. */
    private static final InetAddress DEAF = address(127, 0, 0, 2);

    private static final InetAddress LISTENING = address(127, 0, 0, 1);

    private final List<CheckedUrl> judged = new ArrayList<>();
    private final Cutoff cutoff = new Cutoff();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, LISTENING);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void theNameIsAskedForOnceAndItsAnswerDialledInOrder() throws Exception {
        Dialer dialer = dialerTo(DEAF, LISTENING, DEAF);

        try (Socket socket = dialer.dial(request(address -> {}), cutoff);
                Socket accepted = server.accept()) {
            assertThat(socket.getInetAddress()).isEqualTo(LISTENING);
            assertThat(accepted.getPort()).isEqualTo(socket.getLocalPort());
        }
        assertThat(judged).hasSize(1);
    }

    @Test
    void everyAddressIsCheckedBeforeTheFirstIsDialled() throws Exception {
        List<InetAddress> checked = new ArrayList<>();
        Dialer dialer = dialerTo(LISTENING, DEAF);

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> dialer.dial(
                        request(address -> {
                            checked.add(address);
                            if (address.equals(DEAF)) {
                                throw new WebSocketException(Reason.POLICY_REFUSED, "not there");
                            }
                        }),
                        cutoff))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POLICY_REFUSED));

        assertThat(checked).containsExactly(LISTENING, DEAF);
        // The first that the server sees is this one.
        try (Socket marker = new Socket(LISTENING, server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(accepted.getPort()).isEqualTo(marker.getLocalPort());
        }
    }

    @Test
    void aRefusalComesOutAsItIs() {
        WebSocketException refusal = new WebSocketException(Reason.URL_REFUSED, "refused");
        Dialer dialer = new Dialer(url -> CompletableFuture.failedFuture(refusal));

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> dialer.dial(request(address -> {}), cutoff))
                .isSameAs(refusal);
    }

    @Test
    void aLookUpThatTakesTooLongIsGivenUp() throws Exception {
        CompletableFuture<List<InetAddress>> never = new CompletableFuture<>();
        WebSocketException timeout = new WebSocketException(Reason.TIMEOUT, "too long");
        Dialer dialer = new Dialer(url -> {
            cutoff.expire(timeout);
            return never;
        });

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> dialer.dial(request(address -> {}), cutoff))
                .isSameAs(timeout);
        assertThat(never).isCancelled();
    }

    private Dialer dialerTo(InetAddress... addresses) {
        return new Dialer(url -> {
            judged.add(url);
            return CompletableFuture.completedFuture(List.of(addresses));
        });
    }

    private DialRequest request(Consumer<InetAddress> addressCheck) {
        CheckedUrl url = new CheckedUrl(UrlKind.WEBSOCKET, "ws", "rebinding.invalid", server.getLocalPort(), "/");
        return new DialRequest(
                url,
                Map.of(),
                List.of(),
                Duration.ofSeconds(30),
                addressCheck,
                Optional.empty(),
                "com.example",
                0,
                next -> {
                    throw new AssertionError("A dialer follows no redirect");
                });
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
