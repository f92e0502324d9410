package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.deflate.DeflateOffer;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.platform.CheckedUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {

    private static final HandshakeKey KEY = new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==");

    @Test
    void isThisAndNothingElse() {
        assertThat(head(Requests.to("ws://example.com/a?b", 0, RequestHeadTest::none), Optional.empty()))
                .isEqualTo(lines(
                        "GET /a?b HTTP/1.1",
                        "Host: example.com",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13"));
    }

    @Test
    void whatIsOfferedAndAddedGoesOutBehindIt() {
        DialRequest plain = Requests.offering(List.of("v2", "v1"), Optional.of(new DeflateOffer(true)));
        DialRequest request = new DialRequest(
                plain.url(),
                Map.of("X-Custom", "\u00e9 "),
                plain.subprotocols(),
                Duration.ofSeconds(1),
                address -> {},
                plain.compression(),
                plain.attempt(),
                0,
                plain.hops());

        assertThat(head(request, Optional.of("Basic YTpi")))
                .endsWith(lines(
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: v2, v1",
                        "Sec-WebSocket-Extensions: permessage-deflate",
                        "X-Custom: \u00e9 ",
                        "Authorization: Basic YTpi"));
    }

    /** RFC 9110, section 7.2. The port is there unless it is the scheme's own. */
    @ParameterizedTest
    @CsvSource({
        "ws://example.com/, example.com",
        "ws://example.com:80/, example.com",
        "ws://example.com:443/, example.com:443",
        "ws://example.com:8080/, example.com:8080",
        "wss://example.com/, example.com",
        "wss://example.com:443/, example.com",
        "wss://example.com:80/, example.com:80",
        "ws://EXAMPLE.com/, example.com",
        "ws://example.com./, example.com.",
        "ws://192.0.2.1/, 192.0.2.1",
        "ws://192.0.2.1:81/, 192.0.2.1:81",
        "ws://[2001:DB8::1]/, [2001:db8::1]",
        "ws://[2001:db8::1]:80/, [2001:db8::1]",
        "wss://[2001:db8::1]:8443/, [2001:db8::1]:8443",
        "ws://[::ffff:192.0.2.1]/, [::ffff:192.0.2.1]",
    })
    void theHostIsThatOfTheUrl(String url, String host) {
        CheckedUrl checked = Requests.url(url);

        assertThat(head(Requests.to(url, 0, RequestHeadTest::none), Optional.empty()))
                .contains("\r\nHost: " + host + "\r\n");
        assertThat(checked.authority()).isEqualTo(host);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static DialRequest none(String url) {
        throw new AssertionError("No redirect");
    }

    private static String head(DialRequest request, Optional<String> authorization) {
        return new String(RequestHead.bytes(request, KEY, authorization), StandardCharsets.ISO_8859_1);
    }
}
