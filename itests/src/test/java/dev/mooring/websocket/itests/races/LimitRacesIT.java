package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Places that many want at once: each is taken by one, and all are taken. */
public class LimitRacesIT extends RaceTest {

    private static final int MAX = 5;
    private static final String REFUSAL = "Too many WebSocket connections (max 5 per extension)";

    private final List<WebSocketConnection> open = new ArrayList<>();
    private WebSocketService sockets;

    @Before
    public void startExtension() throws Exception {
        sockets = Extensions.socketsOf(extensions.start("greedy"));
    }

    @After
    public void assertThatTheServerSawNoMore() {
        await().until(() ->
                server.sessions().stream().filter(EchoSession::isOpen).count() <= MAX);
    }

    @Test
    public void connectAgainstConnects() throws Exception {
        int others = MAX + 1;
        try (Race race = Race.of("limit: connect against 6 connects", Duration.ofMillis(1))) {
            race.run(round -> {
                closeAllBut(Math.min(open.size(), round % MAX));
                List<WebSocketConnection> crowd = Collections.synchronizedList(new ArrayList<>());

                WebSocketConnection first = race.between(this::connect, several(others, () -> crowd.add(connect())));

                List<WebSocketConnection> all = new ArrayList<>(crowd);
                all.add(first);
                int free = MAX - open.size();
                assertThat(keepOpened(all)).as("of %d places", free).isEqualTo(free);
                assertThatAllPlacesAreTaken();
                return open.contains(first) ? "first has a place" : "first has none";
            });
        }
    }

    @Test
    public void closeAgainstConnects() throws Exception {
        try (Race race = Race.of("limit: close against 3 connects", Duration.ofMillis(2))) {
            race.run(round -> {
                while (open.size() < MAX) {
                    open.add(get(connect().opened()));
                }
                WebSocketConnection leaving = open.remove(0);
                List<WebSocketConnection> crowd = Collections.synchronizedList(new ArrayList<>());

                CompletionStage<Void> closed = race.between(leaving::close, several(3, () -> crowd.add(connect())));

                get(closed);
                int kept = keepOpened(crowd);
                assertThat(kept).as("of the one place").isLessThanOrEqualTo(1);
                if (kept == 0) {
                    // Whoever was refused was too early; the place is there.
                    open.add(get(connect().opened()));
                }
                assertThatAllPlacesAreTaken();
                return kept == 0 ? "connects were too early" : "a connect got the place";
            });
        }
    }

    private WebSocketConnection connect() {
        return sockets.connect(server.url("/"));
    }

    private void closeAllBut(int kept) throws Exception {
        List<WebSocketConnection> leaving = open.subList(kept, open.size());
        leaving.forEach(WebSocketConnection::close);
        for (WebSocketConnection connection : leaving) {
            get(connection.close());
        }
        leaving.clear();
    }

    /** Waits for all, and returns how many have opened. The others were refused, in so many words. */
    private int keepOpened(List<WebSocketConnection> connections) throws Exception {
        int before = open.size();
        for (WebSocketConnection connection : connections) {
            Optional<WebSocketException> refusal = failureOf(connection);
            if (refusal.isEmpty()) {
                open.add(connection);
            } else {
                assertThat(refusal.get()).hasMessage(REFUSAL);
                assertThat(refusal.get().reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
                assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
            }
        }
        return open.size() - before;
    }

    private void assertThatAllPlacesAreTaken() {
        assertThat(open).hasSize(MAX);
        assertThat(sockets.connections()).containsExactlyInAnyOrderElementsOf(open);
    }

    private static Callable<?>[] several(int count, Callable<?> side) {
        return Stream.generate(() -> side).limit(count).toArray(Callable<?>[]::new);
    }
}
