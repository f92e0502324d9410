package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void noArgumentsMeanTheDemo() {
        Arguments arguments = Arguments.parse();

        assertThat(arguments.url()).isEmpty();
        assertThat(arguments.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(arguments.shell()).isFalse();
        assertThat(arguments.verbose()).isFalse();
        assertThat(arguments.help()).isFalse();
    }

    @Test
    void optionsAndUrlComeInAnyOrder() {
        Arguments arguments = Arguments.parse("--verbose", "wss://example.com/feed", "--timeout", "3", "--shell");

        assertThat(arguments.url()).hasValue("wss://example.com/feed");
        assertThat(arguments.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(arguments.shell()).isTrue();
        assertThat(arguments.verbose()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsAskedForInTwoWays(String word) {
        assertThat(Arguments.parse(word).help()).isTrue();
    }

    @Test
    void aSchemeMayBeWrittenInCapitals() {
        assertThat(Arguments.parse("WS://example.com/").url()).hasValue("WS://example.com/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "example.com", "ws:example.com", "ws:/example.com", "", " "})
    void whatIsNoWebSocketUrlIsRefused(String word) {
        assertThatThrownBy(() -> Arguments.parse(word))
                .isInstanceOf(UsageException.class)
                .hasMessage("Not a ws:// or wss:// URL: " + word);
    }

    @Test
    void aSecondUrlIsRefused() {
        assertThatThrownBy(() -> Arguments.parse("ws://one/", "ws://two/"))
                .isInstanceOf(UsageException.class)
                .hasMessage("One URL is enough: ws://two/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "-x", "--Shell", "--"})
    void anUnknownOptionIsRefused(String word) {
        assertThatThrownBy(() -> Arguments.parse(word))
                .isInstanceOf(UsageException.class)
                .hasMessage("Unknown option: " + word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "soon", "", "86401", "99999999999"})
    void aTimeoutIsANumberOfSeconds(String word) {
        assertThatThrownBy(() -> Arguments.parse("--timeout", word))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--timeout wants a number of seconds");
    }

    @Test
    void aTimeoutWithoutANumberIsRefused() {
        assertThatThrownBy(() -> Arguments.parse("--timeout"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--timeout wants a number of seconds");
    }
}
