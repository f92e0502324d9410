package dev.mooring.websocket.itests.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.Collected;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.lang.ref.WeakReference;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** However an extension ends, nothing of it is left. */
public class StopIT extends ContainerTest {

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
    public void stopped() throws Exception {
        Extension extension = Extension.start(context, echoing("stopped")).awaitOpen();
        List<String> journal = extension.journal();

        extension.bundle().stop();

        assertThat(journal).as("no close event: the extension is gone").containsExactly("open", "opened");
        assertGone();
        assertThat(extension.bundle().getRegisteredServices()).isNull();
        assertThat(extension.bundle().getServicesInUse()).isNull();
        assertThatNothingOfOursHolds(extension.classLoader());
        assertThat(journal).as("still nothing").containsExactly("open", "opened");
    }

    @Test
    public void updated() throws Exception {
        Extension extension = Extension.start(context, echoing("updated")).awaitOpen();
        List<String> journal = extension.journal();
        WeakReference<ClassLoader> before = extension.classLoader();

        extension.bundle().update(echoing("updated").withVersion("2.0.0").toStream());

        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).closeCode()).hasValue(1001);
        assertThat(journal).containsExactly("open", "opened");
        extension.awaitOpen();
        assertThat(extension.leakedConnection().id())
                .as("a number that its older self has not had")
                .isEqualTo("updated_ws_1");
        Core.refresh(context, extension.bundle());
        awaitCollected(before);
    }

    @Test
    public void refreshed() throws Exception {
        Extension extension = Extension.start(context, echoing("refreshed")).awaitOpen();
        WeakReference<ClassLoader> before = extension.classLoader();

        Core.refresh(context, extension.bundle());

        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).closeCode()).hasValue(1001);
        await().until(() -> extension.bundle().getState() == Bundle.ACTIVE);
        extension.awaitOpen();
        awaitCollected(before);
    }

    @Test
    public void uninstalled() throws Exception {
        Extension extension = Extension.start(context, echoing("uninstalled")).awaitOpen();
        WeakReference<ClassLoader> before = extension.classLoader();

        extension.bundle().uninstall();

        assertGone();
        Core.refresh(context, extension.bundle());
        awaitCollected(before);
    }

    @Test
    public void failedToStart() throws Exception {
        Extension extension = Extension.install(
                context, echoing("failed").withHeader(TalkingExtension.WHEN_STARTED, TalkingExtension.WAIT_AND_FAIL));

        assertThatThrownBy(extension.bundle()::start).isInstanceOf(BundleException.class);

        await().until(() -> server.sessions().size() == 1);
        assertGone();
        assertThat(extension.bundle().getRegisteredServices()).isNull();
        assertThatNothingOfOursHolds(extension.classLoader());
    }

    @Test
    public void anActivatorMayWaitUntilItsConnectionIsOpen() throws Exception {
        Extension extension = Extension.start(
                context, echoing("waiting").withHeader(TalkingExtension.WHEN_STARTED, TalkingExtension.WAIT));

        assertThat(extension.leakedConnection().state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    public void whatItSaysInItsStopMethodStillArrives() throws Exception {
        Extension extension = Extension.start(
                        context,
                        echoing("polite").withHeader(TalkingExtension.WHEN_STOPPED, TalkingExtension.SAY_GOODBYE))
                .awaitOpen();

        extension.bundle().stop();

        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).texts()).containsExactly("goodbye");
        assertThat(session(0).closeCode()).hasValue(1001);
    }

    @Test
    public void noCallbackBeginsAfterTheStopWhileTheServerGoesOn() throws Exception {
        Extension extension = Extension.start(context, echoing("flooded")).awaitOpen();
        List<String> journal = extension.journal();
        EchoSession session = session(0);
        Thread flood = new Thread(() -> {
            while (session.isOpen()) {
                session.sendText("more")
                        .toCompletableFuture()
                        .exceptionally(gone -> null)
                        .join();
            }
        });
        flood.start();
        await().until(() -> journal.size() > 100);

        extension.bundle().stop();
        int heard = journal.size();

        await().until(() -> session.closeCode().isPresent());
        await().until(() -> !flood.isAlive());
        assertThat(journal).hasSize(heard);
    }

    @Test
    public void aHandlerThatIsRunningIsWaitedFor() throws Exception {
        Extension extension = Extension.start(
                context,
                echoing("busy").withHeader(TalkingExtension.ON_MESSAGE, TalkingExtension.FINISH_AFTER_THE_STOP_BEGAN));
        extension.awaitOpen();
        List<String> journal = extension.journal();
        extension.leakedConnection().send("go");
        await().until(() -> journal.contains("begun"));

        extension.bundle().stop();

        assertThat(journal).contains("finished");
    }

    @Test
    public void anExtensionMayStopItselfInAHandler() throws Exception {
        Extension extension = Extension.start(
                context, echoing("suicidal").withHeader(TalkingExtension.ON_MESSAGE, TalkingExtension.STOP_YOURSELF));
        extension.awaitOpen();

        extension.leakedConnection().send("go");

        await().until(() -> extension.bundle().getState() == Bundle.RESOLVED);
        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).closeCode()).hasValue(1001);
    }

    @Test
    public void aLazilyActivatedExtensionIsAnOwnerLikeAnyOther() throws Exception {
        Extension extension = Extension.install(
                context, echoing("lazy").withHeader(Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY));
        extension.bundle().start(Bundle.START_ACTIVATION_POLICY);
        assertThat(extension.bundle().getState()).isEqualTo(Bundle.STARTING);

        extension.bundle().loadClass(TalkingExtension.class.getName());
        extension.awaitOpen();
        extension.bundle().stop();

        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).closeCode()).hasValue(1001);
    }

    @Test
    public void oneExtensionStopsAndTheOtherGoesOn() throws Exception {
        Extension stopping = Extension.start(context, echoing("stopping")).awaitOpen();
        Extension staying = Extension.start(context, echoing("staying")).awaitOpen();

        stopping.bundle().stop();

        get(staying.leakedConnection().send("still here"));
        await().until(() -> staying.journal().contains("message"));
    }

    @Test
    public void releasingTheServiceClosesNothing() throws Exception {
        Extension extension = Extension.start(context, echoing("releasing")).awaitOpen();
        BundleContext of = extension.bundle().getBundleContext();
        ServiceReference<WebSocketService> reference = of.getServiceReference(WebSocketService.class);

        assertThat(of.ungetService(reference)).as("it was in use").isTrue();
        assertThat(of.ungetService(reference)).as("it is not any more").isFalse();

        get(extension.leakedConnection().send("still here"));
        await().until(() -> extension.journal().contains("message"));
        assertThat(of.getService(reference).connections()).containsExactly(extension.leakedConnection());
    }

    private ExtensionBundle echoing(String name) {
        return Extension.bundle(name, server.url("/" + name));
    }

    private EchoSession session(int index) {
        return server.sessions().get(index);
    }

    /** The server has heard 1001, and neither a connection nor a thread of one is there. */
    private void assertGone() {
        await().until(() -> session(0).closeCode().isPresent());
        assertThat(session(0).closeCode()).hasValue(1001);
        await().untilAsserted(() -> assertThat(Core.connectionThreads()).isEmpty());
        assertThat(Core.openConnections()).as("the registry").isZero();
    }

    private void assertThatNothingOfOursHolds(WeakReference<ClassLoader> extension) {
        assertThat(Core.pathTo(context, extension.get())).isEmpty();
    }

    private static void awaitCollected(WeakReference<ClassLoader> classLoader) {
        await().until(() -> Collected.isGone(classLoader));
    }
}
