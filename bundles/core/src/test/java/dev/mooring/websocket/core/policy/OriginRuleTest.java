package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRuleTest {

    private static final Map<String, String> NONE = Map.of("X-A", "1");
    private static final Map<String, String> OWN = Map.of("origin", "https://elsewhere.example");

    @Test
    void anExtensionSaysWhatItLikesIfThePlatformDoesNot() {
        OriginRule rule = OriginRule.parse(null);

        assertThat(rule.apply(OWN)).isEqualTo(OWN);
        assertThat(rule.apply(NONE)).isEqualTo(NONE);
    }

    @Test
    void thePlatformsOriginGoesOutOnEveryConnection() {
        OriginRule rule = OriginRule.parse("https://ide.example.com:8443");

        assertThat(rule.apply(NONE))
                .containsEntry("Origin", "https://ide.example.com:8443")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "https://ide.example.com"})
    void anExtensionCanNotSayOtherwise(String value) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> OriginRule.parse(value).apply(OWN))
                .withMessageContaining("Origin is set by the platform")
                .withMessageNotContaining("elsewhere")
                .extracting(WebSocketException::reason)
                .isEqualTo(Reason.INVALID_HEADER);
    }

    @Test
    void noneSendsNone() {
        assertThat(OriginRule.parse("none").apply(NONE)).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ide.example.com", "https://ide.example.com/", "https://", "https://a b", "https://u@h"})
    void whatIsNoOriginIsRefusedByName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginRule.parse(value))
                .withMessageContaining(OriginRule.PROPERTY);
    }
}
