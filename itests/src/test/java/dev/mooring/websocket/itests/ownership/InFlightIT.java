package dev.mooring.websocket.itests.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import dev.mooring.websocket.itests.support.RawServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle that stops while it is connecting. */
public class InFlightIT extends ContainerTest {

    /** How the reason ends with which {@code opened()} fails when the owner stops. */
    private static final String TAKE_IT_ANEW = "A bundle that was started again has to take the service anew.";

    @Inject
    private BundleContext context;

    @After
    public void cleanUp() throws BundleException {
        Extension.uninstallAll();
    }

    @Test
    public void aConnectIsAbandonedWhenItsBundleStops() throws Exception {
        abandons("ws");
    }

    @Test
    public void aConnectIsAbandonedInTheMiddleOfTls() throws Exception {
        abandons("wss");
    }

    private void abandons(String scheme) throws Exception {
        try (RawServer silent = RawServer.silent()) {
            Extension extension = Extension.start(
                    context, Extension.bundle("flying-" + scheme, scheme + "://127.0.0.1:" + silent.port() + "/"));
            await().until(() ->
                    !silent.peers().isEmpty() && silent.peers().get(0).received().length > 0);
            List<String> journal = extension.journal();

            extension.bundle().stop();

            await().until(() -> silent.peers().get(0).end() != RawPeer.End.NONE);
            await().until(() -> journal.stream().anyMatch(line -> line.endsWith(TAKE_IT_ANEW)));
            await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
            assertThat(Core.openConnections()).isZero();
            assertThat(journal).noneMatch(line -> line.startsWith("open"));
            assertThat(Core.pathTo(context, extension.classLoader().get())).isEmpty();
        }
    }

    @Test
    public void aHandshakeThatCompletesAfterTheStopIsSeenByNobody() throws Exception {
        AtomicBoolean mayAnswer = new AtomicBoolean();
        try (RawServer late = RawServer.running(peer -> {
            await().untilTrue(mayAnswer);
            answer(peer);
        })) {
            Extension extension = Extension.start(context, Extension.bundle("late", late.url("/")));
            await().until(() ->
                    !late.peers().isEmpty() && late.peers().get(0).request().isPresent());
            List<String> journal = extension.journal();
            extension.bundle().stop();

            mayAnswer.set(true);

            await().until(() -> late.peers().get(0).end() != RawPeer.End.NONE);
            await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
            assertThat(journal).noneMatch(line -> line.startsWith("open") || line.equals("message"));
        }
    }

    private static void answer(RawPeer peer) {
        try {
            peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("too late"));
        } catch (IOException e) {
            // The client has gone, which is what this is about.
        }
    }
}
