package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityModeTest {

    @Test
    void isOpenIfNothingIsSaid() {
        assertThat(CapabilityMode.parse(null)).isEqualTo(CapabilityMode.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"open, OPEN", "declared, DECLARED", "consent, CONSENT", "' Consent ', CONSENT"})
    void isWhatIsSaid(String value, CapabilityMode mode) {
        assertThat(CapabilityMode.parse(value)).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "declare", "open,consent", "true"})
    void nobodyRunsWithWeakerRulesThanWereMeant(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CapabilityMode.parse(value))
                .withMessageContaining(CapabilityMode.PROPERTY)
                .withMessageContaining("open, declared or consent");
    }
}
