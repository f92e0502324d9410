package dev.mooring.websocket.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first connection that is made is kept, and nothing is left of the others. */
@Timeout(60)
class RaceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final InetAddress LISTENING = Loopback.address(1);
    private static final InetAddress DEAF = Loopback.address(2);
    private static final InetAddress DEAD = Loopback.address(3);
    private static final InetAddress DEAD_TOO = Loopback.address(4);

    private final Workers workers = new Workers();
    private final List<BlackHole> blackHoles = new ArrayList<>();
    private ServerSocket server;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, LISTENING);
        port = server.getLocalPort();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (BlackHole blackHole : blackHoles) {
            blackHole.close();
        }
        server.close();
        assertThat(workers.awaitQuiet(PATIENCE)).isTrue();
        workers.stop();
        assertThat(workers.awaitTimer(PATIENCE)).isTrue();
    }

    @Test
    void whatNeverAnswersDoesNotHoldUpTheNext() throws Exception {
        blackHole(DEAD);
        blackHole(DEAD_TOO);

        try (Socket socket = race(DEAD, DEAD_TOO, LISTENING).run();
                Socket accepted = server.accept()) {
            assertThat(socket.getInetAddress()).isEqualTo(LISTENING);
            assertThat(accepted.getPort()).isEqualTo(socket.getLocalPort());
        }

        // The other connections have been closed, or these would not end.
        assertThat(workers.awaitQuiet(PATIENCE)).isTrue();
    }

    @Test
    void whatFailsMakesWayForTheNextWithoutAnotherThread() throws Exception {
        workers.stop();

        try (Socket socket = race(DEAF, LISTENING).run()) {
            assertThat(socket.getInetAddress()).isEqualTo(LISTENING);
        }
    }

    /** The system sends its first packet again after a second, to each of them in turn. */
    @Test
    void whatWinsAfterTheCallersAddressHasFailedIsWaitedFor() throws Exception {
        BlackHole dead = blackHole(DEAD);
        BlackHole asleep = blackHole(DEAD_TOO);
        CompletableFuture<Socket> winner = run(race(DEAD, DEAD_TOO));
        await().until(() -> !workers.awaitQuiet(Duration.ZERO));

        dead.refuse();
        asleep.wakeUp();

        try (Socket socket = winner.get(30, TimeUnit.SECONDS)) {
            assertThat(socket.getInetAddress()).isEqualTo(DEAD_TOO);
        }
    }

    @Test
    void manyThatNeverAnswerDoNotKeepTheOneThatDoesFromItsTurn() throws Exception {
        InetAddress[] addresses = new InetAddress[10];
        for (int i = 0; i < 9; i++) {
            addresses[i] = Loopback.address(10 + i);
            blackHole(addresses[i]);
        }
        addresses[9] = LISTENING;

        try (Socket socket = race(addresses).run()) {
            assertThat(socket.getInetAddress()).isEqualTo(LISTENING);
        }
    }

    @Test
    void ifAllFailEachIsNamed() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> race(DEAF, DEAD).run())
                .withMessage("127.0.0.2: Connection refused; 127.0.0.3: Connection refused");
    }

    @Test
    void closingItEndsAllThatIsBeingDialled() throws Exception {
        blackHole(DEAD);
        blackHole(DEAD_TOO);
        Race race = race(DEAD, DEAD_TOO);
        CompletableFuture<Socket> winner = run(race);
        await().until(() -> !workers.awaitQuiet(Duration.ZERO));

        race.close();

        assertThat(workers.awaitQuiet(PATIENCE)).isTrue();
        assertThat(winner).failsWithin(PATIENCE);
    }

    @Test
    void whenItExpiresItSaysSo() throws Exception {
        blackHole(DEAD);
        Race race = race(DEAF, DEAD);
        workers.schedule(race::expire, Duration.ofMillis(50));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(race::run)
                .withMessage("127.0.0.2: Connection refused; no answer in time");
    }

    @Test
    void aRaceThatIsClosedBeforeItBeginsDialsNobody() throws Exception {
        Race race = race(LISTENING);
        race.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(race::run);
        // The first that the server sees is this one.
        try (Socket marker = new Socket(LISTENING, port);
                Socket accepted = server.accept()) {
            assertThat(accepted.getPort()).isEqualTo(marker.getLocalPort());
        }
    }

    private BlackHole blackHole(InetAddress address) throws IOException {
        BlackHole blackHole = new BlackHole(address, port);
        blackHoles.add(blackHole);
        return blackHole;
    }

    private Race race(InetAddress... addresses) {
        return new Race(List.of(addresses), port, ChannelSocket::open, workers);
    }

    private static CompletableFuture<Socket> run(Race race) {
        CompletableFuture<Socket> winner = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                winner.complete(race.run());
            } catch (IOException | InterruptedException e) {
                winner.completeExceptionally(e);
            }
        });
        thread.start();
        return winner;
    }
}
