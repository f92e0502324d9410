package dev.mooring.websocket.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.proxy.ProxyRules;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.tls.TlsLayer;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
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
    private static final InetAddress DEAF = Loopback.address(2);

    private static final InetAddress LISTENING = Loopback.address(1);

    private static final InetAddress DEAD = Loopback.address(3);

    private final List<CheckedUrl> judged = new ArrayList<>();
    private final Cutoff cutoff = new Cutoff();
    private final Workers workers = new Workers();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, LISTENING);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        workers.stop();
    }

    @Test
    void theNameIsAskedForOnceAndItsAnswerDialledInOrder() throws Exception {
        Dialer dialer = dialerTo(DEAF, LISTENING, DEAF);

        try (Socket socket = dialer.dial(request(address -> {}), cutoff).top();
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
        Dialer dialer = dialerTo((url, asker) -> CompletableFuture.failedFuture(refusal));

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> dialer.dial(request(address -> {}), cutoff))
                .isSameAs(refusal);
    }

    @Test
    void aLookUpThatTakesTooLongIsGivenUp() throws Exception {
        CompletableFuture<List<InetAddress>> never = new CompletableFuture<>();
        WebSocketException timeout = new WebSocketException(Reason.TIMEOUT, "too long");
        Dialer dialer = dialerTo((url, asker) -> {
            cutoff.expire(timeout);
            return never;
        });

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> dialer.dial(request(address -> {}), cutoff))
                .isSameAs(timeout);
        assertThat(never).isCancelled();
    }

    @Test
    void aProxyThatNeverAnswersLeavesTimeForTheNextRoute() throws Exception {
        BlackHole dead = new BlackHole(DEAD, server.getLocalPort());
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(
                        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(DEAD, server.getLocalPort())), Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                assertThat(failure).hasMessage("no answer in time");
            }
        });
        ProxyRules system = ProxyRules.from(Map.of(ProxyRules.PROXY, "system")::get);
        Dialer dialer = dialerTo((url, asker) -> CompletableFuture.completedFuture(List.of(LISTENING)), system);

        try (Socket socket = dialer.dial(request(address -> {}, Duration.ofMillis(100)), cutoff)
                .top()) {
            assertThat(socket.getInetAddress()).isEqualTo(LISTENING);
        } finally {
            ProxySelector.setDefault(before);
            dead.close();
        }
    }

    private Dialer dialerTo(InetAddress... addresses) {
        return dialerTo((url, asker) -> {
            judged.add(url);
            return CompletableFuture.completedFuture(List.of(addresses));
        });
    }

    private Dialer dialerTo(TestBook addresses) {
        return dialerTo(addresses, ProxyRules.from(property -> null));
    }

    private Dialer dialerTo(TestBook addresses, ProxyRules proxies) {
        Log log = new Log(() -> null, task -> false);
        return new Dialer(
                addresses, proxies, new CredentialsLookup(List::of, log), new TlsLayer(List::of, log), workers);
    }

    private DialRequest request(Consumer<InetAddress> addressCheck) {
        return request(addressCheck, Duration.ofSeconds(30));
    }

    private DialRequest request(Consumer<InetAddress> addressCheck, Duration timeout) {
        CheckedUrl url = new CheckedUrl(UrlKind.WEBSOCKET, "ws", "rebinding.invalid", server.getLocalPort(), "/");
        return new DialRequest(
                url, Map.of(), List.of(), timeout, addressCheck, Optional.empty(), new TestAttempt(url), 0, next -> {
                    throw new AssertionError("A dialer follows no redirect");
                });
    }
}
