package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.dial.DialRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theseAreRedirects(int status) {
        assertThat(Redirects.isOne(answer(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 200, 300, 304, 305, 306, 309, 401})
    void theseAreNot(int status) {
        assertThat(Redirects.isOne(answer(status, "/x"))).isFalse();
    }

    @Test
    void eachIsFollowedFromWhereTheOneBeforeHasLed() {
        Redirects redirects = new Redirects(3);

        DialRequest second = redirects.follow(request("ws://a/b/c"), answer(302, "d"));
        DialRequest third = redirects.follow(second, answer(302, "http://e/"));
        DialRequest fourth = redirects.follow(third, answer(302, "?f"));

        assertThat(List.of(second.url(), third.url(), fourth.url()))
                .containsExactly(Requests.url("ws://a/b/d"), Requests.url("ws://e/"), Requests.url("ws://e/?f"));
    }

    @Test
    void soManyAreFollowedAndNoMore() {
        Redirects redirects = new Redirects(1);
        DialRequest second = redirects.follow(request("ws://a/1"), answer(307, "/2"));

        assertRefused(redirects, second, answer(307, "/3"), "one redirect more than the 1 that are followed");
    }

    @Test
    void noneIsFollowedIfTheyAreOff() {
        assertRefused(new Redirects(0), request("ws://a/"), answer(301, "/b"), "redirects are off");
        assertRefused(new Redirects(0), request("ws://a/"), answer(301, "/b"), "maxRedirects");
    }

    @Test
    void aCircleIsLeft() {
        Redirects redirects = new Redirects(10);
        assertRefused(redirects, request("ws://a/"), answer(302, "http://A:80/"), "circle");

        DialRequest second = redirects.follow(request("ws://a/"), answer(302, "/b"));
        DialRequest third = redirects.follow(second, answer(302, "/c"));
        assertRefused(redirects, third, answer(302, "/b"), "circle");
        assertRefused(redirects, third, answer(302, "/"), "circle");
    }

    @Test
    void oneLocationHasToBeThere() {
        assertRefused(new Redirects(1), request("ws://a/"), answer(302), "one Location header");
        assertRefused(new Redirects(1), request("ws://a/"), answer(302, ""), "one Location header");
        assertRefused(new Redirects(1), request("ws://a/"), answer(302, "/b", "/b"), "one Location header");
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_REFUSED", "POLICY_REFUSED", "CAPABILITY_MISSING"})
    void whatTheRulesRefuseIsRefusedForTheirReason(Reason reason) {
        DialRequest request = refusing(new WebSocketException(reason, "not there"));

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> new Redirects(1).follow(request, answer(302, "/b")))
                .withMessage("The server redirects the connection, and that is refused. not there")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_URL", "HANDSHAKE"})
    void whatIsNoUrlIsTheServersMistake(Reason reason) {
        DialRequest request = refusing(new WebSocketException(reason, "it is none"));

        assertRefused(new Redirects(1), request, answer(302, "/b"), "it is none");
    }

    private static void assertRefused(Redirects redirects, DialRequest request, ResponseHead answer, String inWords) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> redirects.follow(request, answer))
                .withMessageContaining("HTTP status " + answer.status())
                .withMessageContaining(inWords)
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE);
                    assertThat(e.httpStatus()).hasValue(answer.status());
                    assertThat(e.httpHeaders()).isEqualTo(answer.headers());
                });
    }

    private static DialRequest request(String url) {
        return Requests.to(url, 0, RedirectsTest::request);
    }

    private static DialRequest refusing(WebSocketException refusal) {
        return Requests.to("ws://a/", 0, url -> {
            throw refusal;
        });
    }

    private static ResponseHead answer(int status, String... locations) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (locations.length > 0) {
            headers.put("location", List.of(locations));
        }
        return new ResponseHead(1, status, headers, ByteBuffer.allocate(0));
    }
}
