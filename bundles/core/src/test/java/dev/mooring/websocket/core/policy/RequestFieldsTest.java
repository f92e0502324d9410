package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import java.util.List;
import java.util.Map;
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
}
