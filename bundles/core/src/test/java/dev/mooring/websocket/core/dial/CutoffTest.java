package dev.mooring.websocket.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CutoffTest {

    private final Cutoff cutoff = new Cutoff();
    private final WebSocketException timeout = new WebSocketException(Reason.TIMEOUT, "Too long.");
    private final List<String> closed = new ArrayList<>();

    @Test
    void anExpiryNamesWhoWasTooSlow() {
        cutoff.guard(() -> closed.add("socket"), "The proxy has not answered.");

        cutoff.expire(timeout);

        assertThat(cutoff.reasonOr(timeout))
                .hasMessage("Too long. The proxy has not answered.")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(closed).containsExactly("socket");
    }

    @Test
    void whatIsGuardedNextIsNotToBlameForWhatCameBefore() {
        cutoff.guard(() -> {}, "The proxy has not answered.");
        cutoff.guard(() -> {});

        cutoff.expire(timeout);

        assertThat(cutoff.reasonOr(new WebSocketException(Reason.TLS, "other"))).isSameAs(timeout);
    }

    @Test
    void codeOfOthersIsInterruptedAndWhatIsOpenMeanwhileClosed() {
        CountDownLatch never = new CountDownLatch(1);
        cutoff.guard(() -> closed.add("socket"));

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> cutoff.interrupting(() -> {
                    cutoff.cut(timeout);
                    try {
                        never.await();
                        return "not interrupted";
                    } catch (InterruptedException e) {
                        return "too late";
                    }
                }))
                .isSameAs(timeout);

        assertThat(closed).contains("socket");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatWasGuardedBeforeACallIsGuardedAfterIt() {
        cutoff.guard(() -> closed.add("socket"), "The proxy has not answered.");

        String answer = cutoff.interrupting(() -> "answer");
        cutoff.expire(timeout);

        assertThat(answer).isEqualTo("answer");
        assertThat(closed).containsExactly("socket");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(cutoff.reasonOr(timeout)).hasMessageContaining("The proxy has not answered.");
    }
}
