package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table, by the text check and the resolving check together. */
class UrlCasesTest {

    private static final ReservedTargets DEFAULTS = ReservedTargets.from(property -> null);

    static Stream<UrlCase> all() {
        return UrlCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aUrlForAWebSocketIsJudgedAsItsRowSays(UrlCase row) throws Exception {
        assertVerdict(row, UrlKind.WEBSOCKET);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aUrlForHttpIsJudgedLikeOneForAWebSocket(UrlCase row) throws Exception {
        assertVerdict(row, UrlKind.HTTP);
    }

    @Test
    void noRowIsLost() {
        assertThat(UrlCase.all().filter(row -> row.why().startsWith("seed 001: reserved")))
                .hasSize(8);
        assertThat(UrlCase.all()).hasSizeGreaterThan(200);
        assertThat(UrlCase.all().map(UrlCase::url)).contains("", " ", "ws://exam\\ple.com/", "ws://localhost\t:4820/");
    }

    private static void assertVerdict(UrlCase row, UrlKind kind) throws Exception {
        Optional<Reason> refusal = refusal(row, kind);
        switch (row.verdict()) {
            case "allowed" -> assertThat(refusal).isEmpty();
            case "invalid" -> assertThat(refusal).contains(Reason.INVALID_URL);
            case "blocked-reserved" -> assertThat(refusal).contains(Reason.URL_REFUSED);
            case "blocked-reserved-or-invalid" ->
                assertThat(refusal)
                        .hasValueSatisfying(
                                reason -> assertThat(reason).isIn(EnumSet.of(Reason.INVALID_URL, Reason.URL_REFUSED)));
            case "any" -> assertThat(refusal.map(Set::of).orElse(Set.of())).isSubsetOf(Set.of(Reason.INVALID_URL));
            default -> fail("Unknown verdict in " + row + ": " + row.verdict());
        }
    }

    /** Why the row's URL may not be connected to; empty if it may. */
    private static Optional<Reason> refusal(UrlCase row, UrlKind kind) throws InterruptedException, TimeoutException {
        OwnAddresses none = new OwnAddresses(List::of, List::of);
        UrlRules rules = new UrlRules(DEFAULTS, none, row::addressesOf, Thread::new);
        try {
            CheckedUrl url = rules.check(kind, row.urlFor(kind));
            assertThat(url.requestTarget()).startsWith("/").matches("[!-~]+");
            List<InetAddress> addresses = rules.resolve(url, Duration.ofSeconds(30))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(addresses).isNotEmpty();
            return Optional.empty();
        } catch (WebSocketException e) {
            return Optional.of(e.reason());
        } catch (ExecutionException e) {
            return Optional.of(((WebSocketException) e.getCause()).reason());
        } finally {
            rules.stop(Duration.ofSeconds(30));
        }
    }
}
