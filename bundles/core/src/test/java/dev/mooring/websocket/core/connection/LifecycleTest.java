package dev.mooring.websocket.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectionState;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void aConnectionOpensClosesAndEnds() {
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(lifecycle.open()).isTrue();
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.OPEN);
        assertThat(lifecycle.beginClosing()).isTrue();
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.CLOSING);
        assertThat(lifecycle.end()).isTrue();
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void whatWasGivenUpNeitherOpensNorEnds() {
        assertThat(lifecycle.giveUp()).isTrue();

        assertThat(lifecycle.open()).isFalse();
        assertThat(lifecycle.beginClosing()).isFalse();
        assertThat(lifecycle.end()).isFalse();
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void whatIsOpenIsNotGivenUp() {
        lifecycle.open();

        assertThat(lifecycle.giveUp()).isFalse();
        assertThat(lifecycle.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void everyStepIsTakenOnce() {
        List<Predicate<Lifecycle>> steps = List.of(Lifecycle::open, Lifecycle::beginClosing, Lifecycle::end);
        for (Predicate<Lifecycle> step : steps) {
            assertThat(step.test(lifecycle)).isTrue();
            assertThat(step.test(lifecycle)).isFalse();
        }
    }
}
