package dev.mooring.websocket.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.transport.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What becomes of sends when a wire does not take them. */
class OutboxTest {

    private final Outbox outbox = new Outbox(1000);
    private final RefusingWire wire = new RefusingWire();

    @Test
    void aSendThatTheWireRefusesFailsAndTakesNoRoom() {
        outbox.open(wire);

        assertRefused(send("x".repeat(900)));
        assertRefused(send("y".repeat(900)));

        assertThat(outbox.buffered()).isZero();
    }

    @Test
    void anEarlySendThatTheWireRefusesIsToldWithoutTheLock() {
        CompletionStage<Void> first = send("first");
        CompletionStage<Void> second = send("second");

        List<Runnable> failures = outbox.open(wire);

        assertThat(first.toCompletableFuture()).isNotDone();
        assertThat(failures).hasSize(2);
        failures.forEach(Runnable::run);
        assertRefused(first);
        assertRefused(second);
        assertThat(outbox.buffered()).isZero();
    }

    /** As when the owner stops before its connection is told that it is open. */
    @Test
    void anEarlySendThatWasRefusedIsToldAtTheEndAtTheLatest() {
        CompletionStage<Void> early = send("early");
        List<Runnable> untold = outbox.open(wire);
        assertThat(untold).hasSize(1);

        outbox.abandon().forEach(Runnable::run);

        assertThat(early.toCompletableFuture()).isCompletedExceptionally();
        assertThat(outbox.buffered()).isZero();
        untold.forEach(Runnable::run);
        assertThat(outbox.buffered()).isZero();
    }

    @Test
    void aSendThatIsToldTwiceGivesItsRoomBackOnce() {
        wire.takes = true;
        outbox.open(wire);
        CompletionStage<Void> sent = send("x".repeat(100));
        assertThat(outbox.buffered()).isEqualTo(100);

        wire.outcomes.get(0).done(null);
        wire.outcomes.get(0).done(new WebSocketException(Reason.CLOSED, "too late"));

        assertThat(sent.toCompletableFuture()).isCompleted();
        assertThat(outbox.buffered()).isZero();
    }

    private CompletionStage<Void> send(String text) {
        return outbox.send(true, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(CompletionStage<Void> send) {
        assertThat(send.toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .withMessage("no memory");
    }

    private static final class RefusingWire implements Wire {

        private final List<Outcome> outcomes = new ArrayList<>();
        private boolean takes;

        @Override
        public void send(boolean isText, byte[] payload, Outcome outcome) {
            if (!takes) {
                throw new WebSocketException(Reason.CLOSED, "no memory");
            }
            outcomes.add(outcome);
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public List<Runnable> dismissSenders() {
            return List.of();
        }

        @Override
        public void abort() {}
    }
}
