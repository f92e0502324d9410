package dev.mooring.websocket.core.connection;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameRulesTest {

    @ParameterizedTest
    @ValueSource(ints = {1000, 3000, 4999})
    void codesOfExtensionsAreAllowed(int code) {
        assertThatNoException().isThrownBy(() -> CloseFrameRules.check(code, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1001, 1005, 1006, 1011, 1015, 2999, 5000})
    void otherCodesAreNot(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseFrameRules.check(code, ""))
                .withMessageContaining("" + code);
    }

    @Test
    void aReasonHas123BytesAtMost() {
        assertThatNoException().isThrownBy(() -> CloseFrameRules.check(1000, "x".repeat(123)));
        assertThatNoException().isThrownBy(() -> CloseFrameRules.check(1000, "\u20ac".repeat(41)));
        assertThatIllegalArgumentException().isThrownBy(() -> CloseFrameRules.check(1000, "\u20ac".repeat(42)));
        assertThatIllegalArgumentException().isThrownBy(() -> CloseFrameRules.check(1000, "\ud83d\ude00".repeat(31)));
    }
}
