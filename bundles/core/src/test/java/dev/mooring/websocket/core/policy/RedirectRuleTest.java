package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectRuleTest {

    private static final Map<String, String> HEADERS = Map.of(
            "AUTHORIZATION", "1",
            "Cookie", "2",
            "X-Api-Key", "3",
            "Accept", "4",
            "Referer", "5",
            "origin", "https://ide.example.com",
            "User-Agent", "7",
            "Accept-Language", "8");

    @Test
    void everythingGoesAlongWithinAnOrigin() {
        RedirectRule rule = new RedirectRule(url("wss", "a.example", 443, "/x"), url("wss", "A.example", 443, "/y"));

        rule.check(List.of("chat"));
        assertThat(rule.headers(HEADERS)).isEqualTo(HEADERS);
    }

    @ParameterizedTest
    @CsvSource({"wss, a.example, 443", "ws, a.example, 81", "ws, b.example, 80", "ws, a.example., 80"})
    void whatMayBeASecretStaysWithinItsOrigin(String scheme, String host, int port) {
        RedirectRule rule = new RedirectRule(url("ws", "a.example", 80, "/"), url(scheme, host, port, "/"));

        assertThat(rule.headers(HEADERS)).containsOnlyKeys("origin", "User-Agent", "Accept-Language");
        assertThatCode(() -> rule.check(List.of())).doesNotThrowAnyException();
        assertRefused(rule, List.of("chat"), "subprotocols");
    }

    @Test
    void nothingGoesFromASecureConnectionToAPlainOne() {
        assertRefused(
                new RedirectRule(url("wss", "a.example", 443, "/"), url("ws", "a.example", 443, "/")),
                List.of(),
                "from a secure connection");
    }

    private static void assertRefused(RedirectRule rule, List<String> subprotocols, String inWords) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> rule.check(subprotocols))
                .withMessageContaining(inWords)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE));
    }

    private static CheckedUrl url(String scheme, String host, int port, String target) {
        return new CheckedUrl(UrlKind.WEBSOCKET, scheme, host, port, target);
    }
}
