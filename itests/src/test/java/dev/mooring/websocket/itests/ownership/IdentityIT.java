package dev.mooring.websocket.itests.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** An extension has one id, and an id one extension at a time. */
public class IdentityIT extends ContainerTest {

    private static final String ID = "Extension-Id";
    private static final String FILE = "resource.json";

    @Inject
    private BundleContext context;

    private EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start();
    }

    @After
    public void cleanUp() throws BundleException {
        Extension.uninstallAll();
        server.close();
    }

    @Test
    public void theIdIsInTheFileOrInAHeaderOrIsTheSymbolicName() throws Exception {
        ExtensionBundle plain = bundle("a.name");
        ExtensionBundle withHeader = bundle("b.name").withHeader(ID, "from.header");
        ExtensionBundle withBoth =
                bundle("c.name").withHeader(ID, "ignored").withResource(FILE, resource("from.file", "1"));

        assertOpens(Extension.start(context, plain), "a.name_ws_0");
        assertOpens(Extension.start(context, withHeader), "from.header_ws_0");
        assertOpens(Extension.start(context, withBoth), "from.file_ws_0");
    }

    @Test
    public void aBrokenFileKeepsOneExtensionFromConnectingAndNobodyFromStarting() throws Exception {
        ExtensionBundle malformed = bundle("com.example.chat").withResource(FILE, resource("chat", "\"1\""));

        Extension broken = Extension.start(context, malformed);
        Extension other = Extension.start(context, bundle("other"));

        assertThat(broken.bundle().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(refusal(broken.leakedConnection()))
                .hasMessage("resource.json of com.example.chat 1.0.0 [id "
                        + broken.bundle().getBundleId()
                        + "]: field \"apiVersion\" must be the number 1, not \"1\"");
        await().untilAsserted(() -> assertThat(broken.journal()).contains("error INVALID_IDENTITY", "close 1006"));
        assertOpens(other, "other_ws_0");
        assertThat(server.sessions()).as("no socket of the broken one").hasSize(1);
    }

    @Test
    public void aMendedFileCountsFromTheNextStartOn() throws Exception {
        ExtensionBundle chat = bundle("com.example.chat");
        Extension extension = Extension.start(context, chat.withResource(FILE, "{"));
        assertThat(refusal(extension.leakedConnection())).hasMessageContaining("it is not JSON");

        extension
                .bundle()
                .update(chat.withResource(FILE, resource("mended", "1")).toStream());

        assertOpens(extension, "mended_ws_0");
    }

    @Test
    public void theSecondToClaimAnIdIsRefusedAndToldWhoHasIt() throws Exception {
        Extension first = Extension.start(context, bundle("one").withHeader(ID, "chat1"));

        Extension second = Extension.start(context, bundle("two").withResource(FILE, resource("chat1", "1")));

        assertThat(second.bundle().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(refusal(second.leakedConnection()))
                .hasMessageContaining("\"chat1\"")
                .hasMessageContaining("one 1.0.0 [id " + first.bundle().getBundleId() + "]")
                .hasMessageContaining(first.bundle().getLocation())
                .hasMessageContaining("Extension-Id")
                .hasMessageContaining("start this one again");
        assertOpens(first, "chat1_ws_0");
    }

    @Test
    public void whoIsRefusedHasNothingOfWhoHasTheId() throws Exception {
        Extension first = Extension.start(context, bundle("one").withHeader(ID, "chat2"));
        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat2"));
        assertOpens(first, "chat2_ws_0");
        String refused = second.leakedConnection().id();
        WebSocketService sockets = second.leakedService();

        assertThat(refused).isEqualTo("bundle:" + second.bundle().getBundleId() + "_ws_0");
        assertNotOwned(sockets.send("chat2_ws_0", "forged"), "chat2_ws_0");
        assertNotOwned(sockets.close("chat2_ws_0"), "chat2_ws_0");
        assertNotOwned(first.leakedService().close(refused), refused);
        assertThat(sockets.connections()).isEmpty();
        get(sockets.close(refused));
        assertThat(opens(first)).as("the next number").isEqualTo("chat2_ws_1");
    }

    @Test
    public void whoWasRefusedHasToStartAgainOnceTheIdIsFree() throws Exception {
        Extension first = Extension.start(context, bundle("one").withHeader(ID, "chat3"));
        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat3"));
        assertOpens(first, "chat3_ws_0");

        first.bundle().stop();
        assertThat(refusal(second.connect(server.url("/")))).hasMessageContaining("one 1.0.0");

        second.bundle().stop();
        second.bundle().start();
        assertOpens(second, "chat3_ws_1");
        first.bundle().start();
        assertThat(refusal(first.leakedConnection())).hasMessageContaining("two 1.0.0");
    }

    @Test
    public void numbersGoOnFromLifeToLife() throws Exception {
        Extension first = Extension.start(context, bundle("one").withHeader(ID, "chat4"));
        Extension refused = Extension.start(context, bundle("two").withHeader(ID, "chat4"));
        assertOpens(first, "chat4_ws_0");

        first.bundle().stop();
        first.bundle().start();
        refused.bundle().stop();
        refused.bundle().start();

        assertOpens(first, "chat4_ws_1");
        assertThat(refused.leakedConnection().id()).endsWith(refused.bundle().getBundleId() + "_ws_1");
    }

    @Test
    public void theSecondVersionOfOneBundleNeedsAnIdOfItsOwn() throws Exception {
        ExtensionBundle one = bundle("versions");
        Extension first = Extension.start(context, one);
        Extension second = Extension.start(context, one.withVersion("2.0.0"));
        Extension third = Extension.start(context, one.withVersion("3.0.0").withHeader(ID, "versions.three"));

        assertOpens(first, "versions_ws_0");
        assertThat(refusal(second.leakedConnection()))
                .hasMessageContaining("of versions 2.0.0")
                .hasMessageContaining("by versions 1.0.0");
        assertOpens(third, "versions.three_ws_0");
    }

    @Test
    public void anUpdateKeepsTheId() throws Exception {
        ExtensionBundle one = bundle("one").withHeader(ID, "chat5");
        Extension first = Extension.start(context, one);
        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat5"));
        assertOpens(first, "chat5_ws_0");

        first.bundle().update(one.withVersion("2.0.0").toStream());

        assertOpens(first, "chat5_ws_1");
        assertThat(refusal(second.connect(server.url("/")))).hasMessageContaining("chat5");
    }

    @Test
    public void anUpdateMayChangeTheId() throws Exception {
        ExtensionBundle one = bundle("one").withHeader(ID, "chat6");
        Extension first = Extension.start(context, one);
        assertOpens(first, "chat6_ws_0");

        first.bundle().update(one.withHeader(ID, "talk6").toStream());
        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat6"));

        assertOpens(first, "talk6_ws_0");
        assertOpens(second, "chat6_ws_1");
    }

    @Test
    public void aLazilyActivatedExtensionHasItsIdBeforeItIsActive() throws Exception {
        Extension lazy = Extension.install(
                context,
                bundle("lazy")
                        .withHeader(ID, "chat7")
                        .withHeader(Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY));
        lazy.bundle().start(Bundle.START_ACTIVATION_POLICY);
        assertThat(lazy.bundle().getState()).isEqualTo(Bundle.STARTING);

        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat7"));
        lazy.bundle().loadClass(TalkingExtension.class.getName());

        assertThat(refusal(second.leakedConnection())).hasMessageContaining("lazy 1.0.0");
        assertOpens(lazy, "chat7_ws_0");
    }

    @Test
    public void aStartThatFailsGivesTheIdBack() throws Exception {
        Extension first = Extension.install(
                context,
                bundle("one")
                        .withHeader(ID, "chat8")
                        .withHeader(TalkingExtension.WHEN_STARTED, TalkingExtension.WAIT_AND_FAIL));
        assertThatThrownBy(first.bundle()::start).isInstanceOf(BundleException.class);

        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat8"));

        assertOpens(second, "chat8_ws_1");
    }

    @Test
    public void whenCoreIsStartedAnewTheOldestBundleHasTheId() throws Exception {
        Extension older = Extension.install(context, bundle("one").withHeader(ID, "chat9"));
        Extension younger = Extension.start(context, bundle("two").withHeader(ID, "chat9"));
        older.bundle().start();
        assertOpens(younger, "chat9_ws_0");
        refusal(older.leakedConnection());

        Bundle core = Core.bundle(context);
        core.stop();
        core.start();
        await().until(() -> context.getServiceReference(WebSocketService.class) != null);

        WebSocketConnection connection = older.connect(server.url("/"));
        get(connection.opened());
        assertThat(connection.id()).isEqualTo("chat9_ws_0");
        assertThat(refusal(younger.connect(server.url("/")))).hasMessageContaining("one 1.0.0");
    }

    @Test
    public void ofAllThatStartAtOnceOneHasTheId() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 20; round++) {
            String id = "race" + round;
            List<Extension> racers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                racers.add(Extension.install(context, bundle("racer" + i).withHeader(ID, id)));
            }

            List<Callable<Void>> starts = racers.stream().map(IdentityIT::start).toList();
            for (Future<Void> started : threads.invokeAll(starts)) {
                started.get();
            }

            assertThat(racers)
                    .extracting(racer -> racer.leakedConnection().id())
                    .containsOnlyOnce(id + "_ws_0")
                    .filteredOn(connection -> connection.startsWith("bundle:"))
                    .hasSize(3);
            Extension.uninstallAll();
        }
        threads.shutdown();
    }

    @Test
    public void nothingOfWhoWasRefusedIsKept() throws Exception {
        Extension.start(context, bundle("one").withHeader(ID, "chat10"));
        Extension second = Extension.start(context, bundle("two").withHeader(ID, "chat10"));
        refusal(second.leakedConnection());

        second.bundle().stop();

        await().untilAsserted(() ->
                assertThat(Core.pathTo(context, second.classLoader().get())).isEmpty());
    }

    private ExtensionBundle bundle(String symbolicName) {
        return Extension.bundle(symbolicName, server.url("/"));
    }

    private static String resource(String id, String apiVersion) {
        return "{\"id\": \"" + id + "\", \"name\": \"Chat\", \"version\": \"1.0.0\", \"apiVersion\": " + apiVersion
                + ", \"capabilities\": [\"network:ws\"]}";
    }

    private static Callable<Void> start(Extension extension) {
        return () -> {
            extension.bundle().start();
            return null;
        };
    }

    private String opens(Extension extension) throws Exception {
        return get(extension.connect(server.url("/")).opened()).id();
    }

    private static void assertOpens(Extension extension, String id) throws Exception {
        extension.awaitOpen();
        assertThat(extension.leakedConnection().id()).isEqualTo(id);
    }

    private static WebSocketException refusal(WebSocketConnection refused)
            throws InterruptedException, TimeoutException {
        WebSocketException refusal = failure(WebSocketException.class, refused.opened());
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_IDENTITY);
        return refusal;
    }

    private static void assertNotOwned(CompletionStage<?> stage, String id)
            throws InterruptedException, TimeoutException {
        WebSocketException refusal = failure(WebSocketException.class, stage);
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_OWNED);
        assertThat(refusal).hasMessageStartingWith("WebSocket " + id + " is not owned by ");
    }
}
