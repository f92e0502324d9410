package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.url.HostResolver.LookUp;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged, and how often it is asked for. Threads and deadlines are in {@link LookUpThreadsTest}. */
class UrlRulesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ASKER = "asker";

    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    /** The machine is called my-machine and has two addresses besides those of loopback. */
    private final OwnAddresses own = new OwnAddresses(
            () -> {
                asked.incrementAndGet();
                return List.of(Addresses.allOf("127.0.0.1", "::1", "198.51.100.7"));
            },
            () -> List.of(InetAddress.getByAddress(
                    "My-Machine", Addresses.of("198.51.100.8").getAddress())));

    private UrlRules rules = rules(ReservedTargets.from(property -> null), own, host -> Addresses.allOf("192.0.2.1"));

    @AfterEach
    void stop() {
        rules.stop(PATIENCE);
    }

    private UrlRules rules(ReservedTargets reserved, OwnAddresses own, LookUp answer) {
        return new UrlRules(
                reserved,
                own,
                host -> {
                    lookUps.incrementAndGet();
                    return answer.addressesOf(host);
                },
                Thread::new);
    }

    private void names(LookUp answer) {
        rules.stop(PATIENCE);
        rules = rules(ReservedTargets.from(property -> null), own, answer);
    }

    private void namesResolveTo(String... addresses) {
        names(host -> Addresses.allOf(addresses));
    }

    // ---- the text

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "localhost.localdomain",
                "ip6-localhost",
                "ip6-loopback",
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[64:ff9b::7f00:1]"
            })
    void whatNamesThisMachineIsRefusedByItsTextOnAReservedPort(String host) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> rules.check(UrlKind.WEBSOCKET, "ws://" + host + ":4820/?token=secret"))
                .withMessageContaining(":4820")
                .withMessageContaining("reserved for the platform's own services")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.URL_REFUSED))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        assertThat(rules.check(UrlKind.WEBSOCKET, "ws://" + host + ":4821/").port())
                .isEqualTo(4821);
        assertThat(lookUps).hasValue(0);
        assertThat(asked).hasValue(0);
    }

    @Test
    void theHostNameOfThisMachineIsRefusedByItsTextOnceItIsKnown() {
        rules.start();

        await().untilAsserted(() -> assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> rules.check(UrlKind.WEBSOCKET, "ws://my-machine:4820/")));
        assertThat(rules.check(UrlKind.WEBSOCKET, "ws://your-machine:4820/").host())
                .isEqualTo("your-machine");
    }

    @Test
    void whatOperatorsReserveIsRefusedByItsText() {
        reserve("192.0.2.9,build.example,*.corp.example", "192.0.2.1");

        for (String host : List.of("192.0.2.9", "[64:ff9b::192.0.2.9]", "BUILD.example.", "a.corp.example")) {
            assertThatExceptionOfType(WebSocketException.class)
                    .isThrownBy(() -> rules.check(UrlKind.HTTP, "http://" + host + ":3200/"))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.URL_REFUSED));
            assertThat(rules.check(UrlKind.HTTP, "http://" + host + ":80/").port())
                    .isEqualTo(80);
        }
    }

    // ---- the addresses

    @Test
    void aNameIsLookedUpOnceAndItsFirstAnswerCounts() throws Exception {
        List<String> answers = List.of("192.0.2.1", "127.0.0.1");
        names(host -> Addresses.allOf(answers.get(lookUps.get() - 1)));

        assertThat(resolve("rebinding.example", 4820)).containsExactly(Addresses.of("192.0.2.1"));
        assertThat(lookUps).hasValue(1);

        assertRefused("rebinding.example", 4820, Reason.URL_REFUSED, "leads to this machine (127.0.0.1)");
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void oneBadAddressRefusesAll() throws Exception {
        namesResolveTo("192.0.2.1", "2001:db8::1", "127.0.0.1");

        assertRefused("mixed.example", 4820, Reason.URL_REFUSED, "mixed.example");
        assertThat(resolve("mixed.example", 4821))
                .containsExactly(Addresses.allOf("192.0.2.1", "2001:db8::1", "127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "198.51.100.8", "64:ff9b::198.51.100.7", "2002:c633:6408::"})
    void theMachinesOwnAddressesCountAsLoopbackOnAReservedPort(String address) throws Exception {
        namesResolveTo("192.0.2.1", address);
        String literal = address.contains(":") ? "[" + address + "]" : address;

        assertRefused("own.example", 4820, Reason.URL_REFUSED, "own.example leads to this machine");
        assertRefused(literal, 3200, Reason.URL_REFUSED, "leads to this machine");
        assertThat(resolve(literal, 8080)).containsExactly(Addresses.of(address));
    }

    @Test
    void theMachineIsAskedForItsAddressesForEachJudgementAndOnlyOnAReservedPort() throws Exception {
        resolve("example.com", 80);
        resolve("192.0.2.1", 80);
        assertThat(asked).hasValue(0);

        resolve("example.com", 4820);
        resolve("192.0.2.1", 4820);
        assertThat(asked).hasValue(2);
    }

    @Test
    void noAddressIsAllowedWhileTheMachinesOwnCannotBeRead() throws Exception {
        OwnAddresses unreadable = new OwnAddresses(
                () -> {
                    throw new SocketException("no interfaces");
                },
                List::of);
        rules = rules(ReservedTargets.from(property -> null), unreadable, host -> Addresses.allOf("192.0.2.1"));

        assertRefused("example.com", 4820, Reason.URL_REFUSED, "can't be read (no interfaces)");
        assertThat(resolve("example.com", 80)).containsExactly(Addresses.of("192.0.2.1"));
    }

    @Test
    void whatOperatorsReserveIsRefusedByItsAddress() throws Exception {
        reserve("192.0.2.9", "192.0.2.9");

        assertRefused("alias.example", 4820, Reason.URL_REFUSED, "alias.example");
    }

    @Test
    void anAddressIsNotLookedUp() throws Exception {
        assertThat(resolve("192.0.2.77", 4820)).containsExactly(Addresses.of("192.0.2.77"));
        assertThat(resolve("[2001:db8::77]", 80)).containsExactly(Addresses.of("2001:db8::77"));
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void aUrlThatNobodyHasCheckedGainsNothing() throws Exception {
        assertRefused("LOCALHOST", 4820, Reason.URL_REFUSED, "localhost");
        assertRefused("127.0.0.1", 4820, Reason.URL_REFUSED, "127.0.0.1");
        assertRefused("127.1", 4820, Reason.INVALID_URL, "four decimal numbers");
        assertRefused("::1", 4820, Reason.INVALID_URL, "host name");
        assertRefused("[fe80::1%lo]", 4820, Reason.INVALID_URL, "zone");
        assertThat(lookUps).hasValue(0);
    }

    // ---- what resolvers do

    @Test
    void aNameWithoutAnAddressIsUnknown() throws Exception {
        names(host -> {
            throw new UnknownHostException(host);
        });
        assertRefused("no.such.example", 80, Reason.UNKNOWN_HOST, "no.such.example is unknown");

        namesResolveTo();
        assertRefused("no.such.example", 80, Reason.UNKNOWN_HOST, "no.such.example is unknown");
    }

    @Test
    void aResolverThatFailsInItsOwnWayIsNotHandedOn() throws Exception {
        names(host -> {
            throw new IllegalStateException("resolver is broken");
        });

        WebSocketException failure = assertRefused("example.com", 80, Reason.UNKNOWN_HOST, "could not be looked up: ");
        assertThat(failure).hasNoCause();
    }

    @Test
    void aTimeoutIsMoreThanZeroAndMayBeAsLongAsOneLikes() throws Exception {
        CheckedUrl url = url("example.com", 80);

        assertThatIllegalArgumentException().isThrownBy(() -> rules.resolve(url, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> rules.resolve(url, Duration.ofNanos(-1)));
        assertThat(rules.resolve(url, ChronoUnit.FOREVER.getDuration())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .hasSize(1);
    }

    // ---- what the platform has chosen itself

    @Test
    void aHostOfThePlatformsChoiceIsLookedUpAndNotJudged() throws Exception {
        namesResolveTo("127.0.0.1", "192.0.2.1");

        assertThat(rules.lookUp(Host.parse("proxy.example"), ASKER).get(30, TimeUnit.SECONDS))
                .containsExactly(Addresses.allOf("127.0.0.1", "192.0.2.1"));
        assertThat(lookUps).hasValue(1);
        assertThat(rules.lookUp(Host.parse("[::1]"), ASKER).get(30, TimeUnit.SECONDS))
                .containsExactly(Addresses.of("::1"));
        assertThat(lookUps).hasValue(1);
        assertThat(asked).hasValue(0);
    }

    private void reserve(String hosts, String answer) {
        rules = rules(
                ReservedTargets.from(Map.of(ReservedTargets.HOSTS, hosts)::get), own, host -> Addresses.allOf(answer));
    }

    private static CheckedUrl url(String host, int port) {
        return new CheckedUrl(UrlKind.WEBSOCKET, "ws", host, port, "/");
    }

    private List<InetAddress> resolve(String host, int port) throws Exception {
        return rules.resolve(url(host, port), PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private WebSocketException assertRefused(String host, int port, Reason reason, String inWords)
            throws InterruptedException, TimeoutException {
        CompletionStage<List<InetAddress>> stage = rules.resolve(url(host, port), PATIENCE);
        try {
            throw new AssertionError("Allowed: " + stage.toCompletableFuture().get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            WebSocketException failure = (WebSocketException) e.getCause();
            assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining(inWords);
            return failure;
        }
    }
}
