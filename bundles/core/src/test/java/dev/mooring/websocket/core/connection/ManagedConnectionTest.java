package dev.mooring.websocket.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.dispatch.Dispatch;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.Negotiated;
import dev.mooring.websocket.core.transport.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders of events that a real network gives too seldom. */
class ManagedConnectionTest {

    private final Settings settings = Settings.defaults();
    private final Workers workers = new Workers();
    private final Log log = new Log(() -> null, task -> false);
    private final EventBus bus = new EventBus(() -> null, workers, settings::busTimeout, log);
    private final Life life = Life.begin(
            new Identity(1, "extension", "test:extension", "extension 1.0.0 [id 1]", false),
            new Extension("extension"),
            false);
    private final ManagedConnection connection = new ManagedConnection(
            0,
            life,
            workers,
            self -> new Dispatch(self, settings.inboxBytes(), Optional.empty(), failure -> {}, bus, workers, log),
            new Outbox(settings.outboxBytes()),
            new Watches(workers, log));
    private final RecordingWire wire = new RecordingWire();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopWorkers() {
        workers.stop();
    }

    @Test
    void aHandshakeThatCompletesAfterTheOwnerBeganToStopIsClosedUnseen() {
        listen();
        life.enter(connection);
        connection.connecting(wire);

        life.stopping();
        connection.opened(wire, Negotiated.NOTHING);

        assertThat(wire.calls).containsExactly("abort", "close 1001");
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertOpenedFailsWith(Reason.OWNER_STOPPED);
        assertThat(heard).doesNotContain("open");
    }

    @Test
    void aConnectionThatEntersItsLifeBeforeTheStopIsGivenUpByIt() {
        life.enter(connection);
        assertThat(life.isRunning()).isTrue();

        life.stopping();
        connection.connecting(wire);

        assertThat(wire.calls).containsExactly("abort");
        assertThat(life.connections()).isEmpty();
    }

    @Test
    void aStopThatComesWithTheOpeningClosesWhatHasOpened() {
        life.enter(connection);
        connection.connecting(wire);
        connection.send("goodbye");

        connection.opened(wire, Negotiated.NOTHING);
        life.end();

        assertThat(wire.calls).containsExactly("send goodbye", "close 1001", "dismiss");
        assertThat(life.connections()).isEmpty();
    }

    @Test
    void nothingIsHeardAfterTheEndOfTheOwner() throws InterruptedException {
        listen();
        life.enter(connection);
        connection.connecting(wire);

        life.end();
        connection.opened(wire, Negotiated.NOTHING);
        connection.text("late");
        connection.closed(1000, "");

        assertThat(workers.awaitQuiet(Duration.ofSeconds(30))).isTrue();
        assertThat(heard).isEmpty();
        assertOpenedFailsWith(Reason.OWNER_STOPPED);
    }

    private void listen() {
        connection.onOpen(event -> heard.add("open"));
        connection.onMessage(message -> heard.add("message"));
        connection.onError(event -> heard.add("error"));
        connection.onClose(event -> heard.add("close"));
    }

    private void assertOpenedFailsWith(Reason reason) {
        assertThat(connection.opened().toCompletableFuture())
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        WebSocketException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static final class RecordingWire implements Wire {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void send(boolean isText, byte[] payload, Outcome outcome) {
            calls.add("send " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code, String reason) {
            calls.add("close " + code);
        }

        @Override
        public List<Runnable> dismissSenders() {
            calls.add("dismiss");
            return List.of();
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }
}
