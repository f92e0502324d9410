package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketUrlTest {

    @ParameterizedTest
    @CsvSource({
        "ws://example.com, false, example.com, 80, /, example.com",
        "wss://example.com, true, example.com, 443, /, example.com",
        "WSS://EXAMPLE.com/, true, EXAMPLE.com, 443, /, EXAMPLE.com",
        "ws://example.com:443/, false, example.com, 443, /, example.com:443",
        "ws://example.com:80/, false, example.com, 80, /, example.com",
        "ws://[2001:db8::1]:3200/x, false, [2001:db8::1], 3200, /x, [2001:db8::1]:3200",
        "wss://stream.example.com:9443/ws/btcusdt@trade, true, stream.example.com, 9443, /ws/btcusdt@trade,"
                + " stream.example.com:9443",
    })
    void isTakenApart(String text, boolean secure, String host, int port, String target, String authority) {
        WebSocketUrl url = WebSocketUrl.parse(text);

        assertThat(url).isEqualTo(new WebSocketUrl(secure, host, port, target));
        assertThat(url.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream?token=a%20b&x=%2F", "/a%2Fb//c/../d;e=f?", "/%0d%0aX:%201", "/?a=b?c=/d"})
    void pathAndQueryStayAsTheyWereWritten(String target) {
        assertThat(WebSocketUrl.parse("ws://example.com" + target).requestTarget())
                .isEqualTo(target);
    }

    @Test
    void aQueryWithoutAPathGetsARootPath() {
        assertThat(WebSocketUrl.parse("ws://example.com?q").requestTarget()).isEqualTo("/?q");
    }

    @Test
    void anAddressInBracketsIsResolvedWithoutThem() {
        assertThat(WebSocketUrl.parse("ws://[::1]/").bareHost()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not a url",
                "http://example.com/",
                "javascript:alert(1)",
                "ws:",
                "ws://",
                "ws:///path",
                "//example.com/",
                "/relative",
                "ws:example.com",
                "ws://example.com:0/",
                "ws://example.com:65536/",
                "ws://example.com:-1/",
                "ws://example.com:abc/",
                "ws://example.com/#frag",
                "ws://user:pw@example.com/",
                "ws://exa mple.com/",
                "ws://exam\\ple.com/",
                "ws://[::1/",
                "ws://[gggg::1]/",
                "ws://example.com\r\nX-Injected: 1/",
                "ws://example.com/%zz",
                "ws://example.com/caf\u00e9",
            })
    void whatIsNoWebSocketUrlIsRefused(String text) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> WebSocketUrl.parse(text))
                .withMessageStartingWith("This URL can't be used for a WebSocket: ")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_URL));
    }

    @Test
    void neitherARefusalNorTheNameOfAUrlTellsItsQuery() {
        assertThat(WebSocketUrl.parse("ws://example.com/?token=secret").toString())
                .isEqualTo("example.com:80");
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> WebSocketUrl.parse("http://example.com/?token=secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
