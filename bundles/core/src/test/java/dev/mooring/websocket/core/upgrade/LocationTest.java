package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

    /** RFC 3986, section 5.4, without the parameters that only that base has. */
    @ParameterizedTest
    @CsvSource({
        "g, ws://a/b/c/g",
        "./g, ws://a/b/c/g",
        "g/, ws://a/b/c/g/",
        "/g, ws://a/g",
        "//g, ws://g",
        "//g/h?i, ws://g/h?i",
        "?y, ws://a/b/c/d;p?y",
        "g?y, ws://a/b/c/g?y",
        "#s, ws://a/b/c/d;p?q#s",
        "g?y#s, ws://a/b/c/g?y#s",
        ";x, ws://a/b/c/;x",
        "'', ws://a/b/c/d;p?q",
        "., ws://a/b/c/",
        "./, ws://a/b/c/",
        ".., ws://a/b/",
        "../, ws://a/b/",
        "../g, ws://a/b/g",
        "../.., ws://a/",
        "../../, ws://a/",
        "../../g, ws://a/g",
        "../../../g, ws://a/g",
        "/./g, ws://a/g",
        "/../g, ws://a/g",
        "g., ws://a/b/c/g.",
        "..g, ws://a/b/c/..g",
        "./g/., ws://a/b/c/g/",
        "g/../h, ws://a/b/c/h",
        "g?y/../x, ws://a/b/c/g?y/../x",
    })
    void isRelativeToWhatWasAsked(String location, String url) {
        assertThat(Location.resolve(Requests.url("ws://a/b/c/d;p?q"), location)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://b/x, ws://b/x",
        "wss://b/x, wss://b/x",
        "http://b/x, ws://b/x",
        "HTTPS://B:444/x?y, wss://B:444/x?y",
        "http:, ws:",
        "ftp://b/x, ftp://b/x",
        "javascript:alert(1), javascript:alert(1)",
        "http://u:p@b/, ws://u:p@b/",
    })
    void whatIsAbsoluteStaysAsItIsButForHttp(String location, String url) {
        assertThat(Location.resolve(Requests.url("ws://a/"), location)).isEqualTo(url);
    }

    @Test
    void whatIsWrittenStaysWritten() {
        assertThat(Location.resolve(Requests.url("wss://a:444/b%2F//c?%41"), "d%2e%2e/%2F//;e=%zz?f=%20+g"))
                .isEqualTo("wss://a:444/b%2F//d%2e%2e/%2F//;e=%zz?f=%20+g");
        assertThat(Location.resolve(Requests.url("ws://[::1]:81/?q"), "/\u00e9 x"))
                .isEqualTo("ws://[::1]:81/\u00e9 x");
    }
}
