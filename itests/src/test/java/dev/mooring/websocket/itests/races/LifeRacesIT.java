package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What a bundle does while it is stopped or updated: whoever comes first, nothing of it is left. */
public class LifeRacesIT extends RaceTest {

    private static final int MESSAGES = 10;
    /** With the one that is open before, all that an extension may have. */
    private static final int CONNECTS = 4;

    private static final int GOING_AWAY = 1001;

    @Test
    public void stopAgainstConnect() throws Exception {
        Bundle bundle = extensions.start("connecting");
        try (Race race = Race.of("stop against connect", Duration.ofMillis(4))) {
            race.run(round -> {
                bundle.start();
                WebSocketService sockets = Extensions.socketsOf(bundle);

                Connect connect = race.between(() -> Connect.now(sockets, server.url("/")), () -> stop(bundle));

                assertThat(connect.connection().state()).isEqualTo(ConnectionState.CLOSED);
                assertThat(sockets.connections()).isEmpty();
                get(connect.connection().close());
                return connect.outcomeAgainst("stop");
            });
        }
        assertThatNothingIsLeft();
    }

    @Test
    public void stopAgainstSend() throws Exception {
        Bundle bundle = extensions.start("sending");
        List<Integer> sent = new ArrayList<>();
        try (Race race = Race.of("stop against send", Duration.ofMillis(1))) {
            race.run(round -> {
                bundle.start();
                WebSocketConnection connection = get(
                        Extensions.socketsOf(bundle).connect(server.url("/")).opened());

                List<CompletionStage<Void>> sends =
                        race.between(() -> messages().map(connection::send).toList(), () -> stop(bundle));

                assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
                sent.add(countSent(sends));
                return sent.get(round) == 0 ? "stop won" : sent.get(round) == MESSAGES ? "send won" : "both in flight";
            });
        }
        assertThatNothingIsLeft();
        assertThat(server.sessions()).hasSameSizeAs(sent);
        for (int round = 0; round < sent.size(); round++) {
            EchoSession session = server.sessions().get(round);
            assertThat(session.closeCode()).as("round %d", round).hasValue(GOING_AWAY);
            assertThat(session.texts())
                    .as("round %d: what was said to be sent, and maybe more that nobody was told of", round)
                    .hasSizeGreaterThanOrEqualTo(sent.get(round))
                    .isEqualTo(messages().limit(session.texts().size()).toList());
        }
    }

    @Test
    public void updateAgainstConnect() throws Exception {
        ExtensionBundle content = ExtensionBundle.named("updated");
        Bundle bundle = extensions.start(content, "test:updated");
        Set<String> ids = new HashSet<>();
        try (Race race = Race.of("update against connect", Duration.ofMillis(4))) {
            race.run(round -> {
                WebSocketService old = Extensions.socketsOf(bundle);

                List<Connect> connects = race.between(
                        () -> Stream.generate(() -> Connect.now(old, server.url("/")))
                                .limit(CONNECTS)
                                .toList(),
                        () -> {
                            bundle.update(content.toStream());
                            return null;
                        });

                assertThat(connects).allMatch(connect -> connect.connection().state() == ConnectionState.CLOSED);
                assertThat(connects)
                        .allMatch(connect -> ids.add(connect.connection().id()));
                assertThat(old.connections()).isEmpty();
                WebSocketService its = Extensions.socketsOf(bundle);
                assertThat(its.connections()).isEmpty();
                WebSocketConnection first = get(its.connect(server.url("/")).opened());
                assertThat(ids.add(first.id())).as(first.id()).isTrue();
                return outcome(connects);
            });
        }
        bundle.stop();
        assertThatNothingIsLeft();
    }

    private static String outcome(List<Connect> connects) throws Exception {
        Set<String> outcomes = new TreeSet<>();
        for (Connect connect : connects) {
            outcomes.add(connect.outcomeAgainst("update"));
        }
        return outcomes.size() == 1 ? outcomes.iterator().next() : "both in flight";
    }

    /** None is sent behind one that is not. */
    private static int countSent(List<CompletionStage<Void>> sends) throws Exception {
        List<Boolean> sent = new ArrayList<>();
        for (CompletionStage<Void> send : sends) {
            sent.add(failureOf(send).isEmpty());
        }
        int count = (int) sent.stream().filter(yes -> yes).count();
        assertThat(sent.subList(0, count)).as("sent: " + sent).doesNotContain(false);
        return count;
    }

    private void assertThatNothingIsLeft() {
        await().untilAsserted(() -> assertThat(server.sessions()).noneMatch(EchoSession::isOpen));
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
    }

    private static Object stop(Bundle bundle) throws Exception {
        bundle.stop();
        return bundle;
    }

    private static Stream<String> messages() {
        return IntStream.range(0, MESSAGES).mapToObj(String::valueOf);
    }
}
