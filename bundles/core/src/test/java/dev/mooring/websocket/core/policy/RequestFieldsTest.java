package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

    private static final RequestFields FIELDS = new RequestFields(Settings.defaults());

    @Test
    void ordinaryHeadersAreAllowed() {
        assertThatNoException()
                .isThrownBy(() -> FIELDS.checkHeaders(
                        Map.of("Authorization", "Bearer a.b-c", "X-Custom", "", "Cookie", "a=b; c=\u00e9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "host",
                "Connection",
                "UPGRADE",
                "Sec-WebSocket-Key",
                "sec-websocket-anything",
                "Content-Length",
                "Transfer-Encoding",
                "Proxy-Authorization"
            })
    void headersOfTheHandshakeAreRefusedByName(String name) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkHeaders(Map.of(name, "secret")))
                .withMessageContaining(name)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "\u00e9", "a(b)"})
    void whatIsNoTokenIsNoHeaderName(String name) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkHeaders(Map.of(name, "x")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret\r\nX: y", "secret\nX", "secret\r", "secret\u0000", "secret\r\n folded", "secret\u20ac"})
    void aValueThatCouldNotGoOutAsItIsIsRefusedWithoutBeingNamed(String value) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkHeaders(Map.of("X-Token", value)))
                .withMessageContaining("X-Token")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void subprotocolsAreTokensAndOfferedOnce() {
        assertThatNoException().isThrownBy(() -> FIELDS.checkSubprotocols(List.of("chat-v2", "chat-v1")));
        for (List<String> bad : List.of(List.of("a,b"), List.of(""), List.of("a b"), List.of("a", "a"))) {
            assertThatExceptionOfType(WebSocketException.class)
                    .isThrownBy(() -> FIELDS.checkSubprotocols(bad))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SUBPROTOCOL));
        }
    }

    @Test
    void thereMayBeSoManyHeadersAndNoMore() {
        Map<String, String> headers = IntStream.range(0, 64).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> "1"));
        FIELDS.checkHeaders(headers);

        headers.put("X-64", "1");

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkHeaders(headers))
                .withMessageContaining("there are 65, and 64 are allowed");
    }

    @Test
    void headersMayBeSoLongTogetherAndNoLonger() {
        FIELDS.checkHeaders(Map.of("X-A", "1".repeat(16 * 1024 - 3)));

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkHeaders(Map.of("X-A", "1".repeat(16 * 1024 - 2))))
                .withMessageContaining("16385 bytes, and 16384 are allowed");
    }

    @Test
    void subprotocolsHaveTheSameBounds() {
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "p" + i).toList();

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkSubprotocols(many))
                .withMessageContaining("there are 65");
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FIELDS.checkSubprotocols(List.of("p".repeat(16 * 1024 + 1))))
                .withMessageContaining("16385 bytes");
    }
}
