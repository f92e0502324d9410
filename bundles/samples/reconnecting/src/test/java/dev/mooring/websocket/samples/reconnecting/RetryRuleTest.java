package dev.mooring.websocket.samples.reconnecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRuleTest {

    @Test
    void doublingWaitsTwiceAsLongEachTimeUpToThirtySeconds() {
        assertThat(IntStream.range(0, 5)
                        .mapToObj(retries -> RetryRule.DOUBLING.delayAfter(new Ending(false, 1006, retries))))
                .containsExactly(seconds(2), seconds(4), seconds(8), seconds(16), seconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 1000})
    void doublingGivesUpAfterFiveRetries(int retries) {
        assertThat(RetryRule.DOUBLING.delayAfter(new Ending(false, 1006, retries)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1006, 4000})
    void doublingTakesEveryCloseForAReasonToComeBack(int code) {
        assertThat(RetryRule.DOUBLING.delayAfter(new Ending(true, code, 0))).isEqualTo(seconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1005, 1006, 1011, 4000})
    void steadyWaitsThreeSecondsAfterACloseThatWasNotNormal(int code) {
        assertThat(RetryRule.STEADY.delayAfter(new Ending(true, code, 0))).isEqualTo(seconds(3));
    }

    @Test
    void steadyStaysAwayAfterANormalClose() {
        assertThat(RetryRule.STEADY.delayAfter(new Ending(true, 1000, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 1000})
    void steadyWaitsFiveSecondsAfterAFailedConnectHoweverOftenItHasFailed(int retries) {
        assertThat(RetryRule.STEADY.delayAfter(new Ending(false, 1006, retries)))
                .isEqualTo(seconds(5));
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
