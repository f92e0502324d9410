package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code url-cases.tsv} does not say: the parts of a URL, and the words for what is wrong with it. */
class UrlFormTest {

    private final UrlForm form = new UrlForm(UrlKind.WEBSOCKET);

    @ParameterizedTest
    @CsvSource({
        "ws://example.com, ws, example.com, 80, /, example.com",
        "wss://example.com, wss, example.com, 443, /, example.com",
        "WSS://EXAMPLE.com/, wss, example.com, 443, /, example.com",
        "ws://example.com:443/, ws, example.com, 443, /, example.com:443",
        "ws://example.com:80/, ws, example.com, 80, /, example.com",
        "ws://example.com:080/, ws, example.com, 80, /, example.com",
        "ws://example.com:/, ws, example.com, 80, /, example.com",
        "ws://example.com.:81/, ws, example.com., 81, /, example.com.:81",
        "ws://[2001:DB8::1]:3200/x, ws, [2001:db8::1], 3200, /x, [2001:db8::1]:3200",
        "wss://stream.example.com:9443/ws/btcusdt@trade, wss, stream.example.com, 9443, /ws/btcusdt@trade,"
                + " stream.example.com:9443",
    })
    void aUrlIsTakenApart(String text, String scheme, String host, int port, String target, String authority) {
        CheckedUrl url = form.parse(text);

        assertThat(url).isEqualTo(new CheckedUrl(UrlKind.WEBSOCKET, scheme, host, port, target));
        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.secure()).isEqualTo(scheme.equals("wss"));
    }

    @Test
    void theDefaultPortIsTheOneOfTheScheme() {
        UrlForm http = new UrlForm(UrlKind.HTTP);

        assertThat(http.parse("http://example.com").port()).isEqualTo(80);
        assertThat(http.parse("https://example.com").port()).isEqualTo(443);
        assertThat(http.parse("https://example.com:443/").authority()).isEqualTo("example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream?token=a%20b&x=%2F", "/a%2Fb//c/../d;e=f?", "/%0d%0aX:%201", "/?a=b?c=/d"})
    void pathAndQueryStayAsTheyWereWritten(String target) {
        assertThat(form.parse("ws://example.com" + target).requestTarget()).isEqualTo(target);
    }

    @Test
    void aQueryWithoutAPathGetsARootPath() {
        assertThat(form.parse("ws://example.com?q").requestTarget()).isEqualTo("/?q");
    }

    @Test
    void anAddressInBracketsIsResolvedWithoutThem() {
        assertThat(form.parse("ws://[::1]/").bareHost()).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, ws:// or wss://",
        "ws:///path, no host",
        "ws://exam%70le.com/, percent-encoded",
        "ws://a_b/, no valid name or address",
        "ws://example.com:abc/, no number",
        "ws://example.com:0/, between 1 and 65535",
        "ws://127.1/, its host",
        "ws://2130706433/, four decimal numbers",
        "ws://[::1%25lo]/, zone",
        "ws://user:pw@example.com/, credentials in a header",
        "ws://example.com/#x, fragment",
        "ws://example.com/a b, position 18",
        "ws://example.com/caf\u00e9, ASCII",
        "ws://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/, 63 characters",
    })
    void aRefusalSaysWhatIsWrong(String text, String inWords) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> form.parse(text))
                .withMessageStartingWith("This URL can't be used for a WebSocket: ")
                .withMessageContaining(inWords)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/?token=secret",
                "ws://example.com/?token=secret#",
                "ws://secret:secret@example.com/",
                "ws://secret:secret@127.1/",
                "ws://secret%zz@example.com/",
                "ws://example.com/secret?secret secret",
                "ws://example.com:0/secret",
                "ws://secret\r\n@example.com/secret",
                "secret",
                "secret://example.com/",
            })
    void aRefusalTellsNoSecret(String text) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> form.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                .withNoCause();
    }

    @Test
    void theNameOfAUrlTellsNoSecret() {
        assertThat(form.parse("ws://example.com/secret?secret")).hasToString("example.com:80");
    }
}
