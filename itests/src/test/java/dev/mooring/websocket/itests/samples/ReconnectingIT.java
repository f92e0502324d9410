package dev.mooring.websocket.itests.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawScript;
import dev.mooring.websocket.itests.support.RawServer;
import dev.mooring.websocket.itests.support.Threads;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.Test;

/** The reconnecting sample comes back as its rule says, and not at all when it has gone itself. */
public class ReconnectingIT extends SampleTest {

    private static final RawScript REFUSE = peer -> {
        peer.send(RawAnswer.response(503, "Service Unavailable"));
        peer.close();
    };

    private static final RawScript OPEN_AND_HANG_UP = peer -> {
        peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
        peer.close();
    };

    @Test
    public void doublingStartsAnewWhenItWasOpenAndGivesUpAfterFiveRetries() throws Exception {
        try (RawServer server =
                        playing(REFUSE, REFUSE, REFUSE, openAndClose(1000), REFUSE, REFUSE, REFUSE, REFUSE, REFUSE);
                Sample sample = reconnecting(server.url("/"), "DOUBLING", "0.001")) {
            await().untilAsserted(() -> assertThat(endings(sample))
                    .as("delays in thousandths of what they are by default")
                    .containsExactly(
                            "INFO closed with 1006, again in 2 ms",
                            "INFO closed with 1006, again in 4 ms",
                            "INFO closed with 1006, again in 8 ms",
                            "INFO closed with 1000, again in 2 ms",
                            "INFO closed with 1006, again in 4 ms",
                            "INFO closed with 1006, again in 8 ms",
                            "INFO closed with 1006, again in 16 ms",
                            "INFO closed with 1006, again in 30 ms",
                            "INFO closed with 1006, and that was it"));

            sample.stop();
            assertThat(server.peers()).hasSize(9);
        }
    }

    @Test
    public void steadyComesBackAfterEveryEndButANormalClose() throws Exception {
        try (RawServer server = playing(REFUSE, openAndClose(4000), REFUSE, OPEN_AND_HANG_UP, openAndClose(1000));
                Sample sample = reconnecting(server.url("/"), "STEADY", "0.001")) {
            await().untilAsserted(() -> assertThat(endings(sample))
                    .containsExactly(
                            "INFO closed with 1006, again in 5 ms",
                            "INFO closed with 4000, again in 3 ms",
                            "INFO closed with 1006, again in 5 ms",
                            "INFO closed with 1006, again in 3 ms",
                            "INFO closed with 1000, and that was it"));

            sample.stop();
            assertThat(server.peers()).hasSize(5);
        }
    }

    @Test
    public void aRetryThatIsWaitingGoesWithTheBundle() throws Exception {
        try (RawServer server = playing(REFUSE);
                Sample sample = reconnecting(server.url("/"), "STEADY", "1")) {
            await().untilAsserted(() ->
                    assertThat(endings(sample)).containsExactly("INFO closed with 1006, again in 5000 ms"));
            await().until(() -> !Threads.named(sample.name()).isEmpty());

            sample.stop();

            await().untilAsserted(() -> assertThat(Threads.named(sample.name())).isEmpty());
            assertThat(server.peers()).hasSize(1);
        }
    }

    @Test
    public void aComponentThatGoesClosesItsConnectionAndStaysAway() throws Exception {
        try (EchoServer server = EchoServer.start();
                Sample sample = reconnecting(server.url("/"), "DOUBLING", "0")) {
            EchoSession session = onlySession(server);
            session.sendText("hello");
            await().until(() -> sample.log().size() == 2);

            sample.deactivate();

            await().until(() -> !session.isOpen());
            assertThat(session.closeCode()).hasValue(1000);
            // The bundle goes on, so the component hears of the close: when these threads end, it has.
            await().until(() -> Core.connectionThreads().isEmpty());
            assertThat(sample.log()).containsExactly("INFO connected", "INFO received hello");
            assertThat(Threads.named(sample.name())).isEmpty();
            assertThat(server.sessions()).hasSize(1);
        }
    }

    private Sample reconnecting(String url, String rule, String scale) throws Exception {
        return sample("reconnecting")
                .with("url", url)
                .with("rule", rule)
                .with("scale", scale)
                .start();
    }

    private static List<String> endings(Sample sample) {
        return sample.log().stream()
                .filter(entry -> entry.startsWith("INFO closed with"))
                .toList();
    }

    /** Plays one script for each connection, in this order. */
    private static RawServer playing(RawScript... scripts) {
        Queue<RawScript> next = new ConcurrentLinkedQueue<>(List.of(scripts));
        return RawServer.running(peer -> next.remove().play(peer));
    }

    private static RawScript openAndClose(int code) {
        return peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.close(code, ""));
    }
}
