package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.Threads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * EventAdmin goes, comes back, or is held up: every message arrives once and in order, and the log says once when that
 * begins and once when it ends.
 */
public class EventAdminChangesIT extends DegradedTest {

    @After
    public void startFelix() throws BundleException {
        Threads before = Threads.now();
        felix().start();
        // It begins anew when ConfigAdmin, which says one thing at a time, has said that there is no configuration. It
        // does so on a thread without a name.
        CountDownLatch said = new CountDownLatch(1);
        ServiceRegistration<ManagedService> marker = context.registerService(
                ManagedService.class,
                properties -> said.countDown(),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, "test.marker")));
        awaitQuietly(said);
        marker.unregister();
        await().until(() -> before.startedSince().stream().noneMatch(thread -> thread.startsWith("Thread-")));
    }

    @Test
    public void restartedWhileMessagesFlow() throws Exception {
        for (int round = 0; round < 5; round++) {
            counted.say(500);
            felix().stop();
            counted.converse(500);
            counted.say(500);
            felix().start();
            counted.converse(500);
        }

        // It begins twice if we are quick: once more when it has found that it has no configuration.
        List<String> logged = logged();
        assertThat(logged).hasSizeBetween(2 * 5, 2 * 2 * 5);
        assertThat(logged).last().isEqualTo(RECOVERED);
        for (int i = 0; i < logged.size(); i++) {
            assertThat(logged.get(i)).isEqualTo(i % 2 == 0 ? DEGRADED : RECOVERED);
        }
    }

    @Test
    public void severalConnectionsAreOneDegradedState() throws Exception {
        Counted another = Counted.open(socketsOf("another"), server.url("/"));
        another.converse(10);

        felix().stop();
        counted.converse(10);
        another.converse(10);
        startFelix();
        counted.converse(10);
        another.converse(10);

        assertLogged(DEGRADED, RECOVERED);
    }

    @Test
    public void refreshedWithoutARestartOfCore() throws Exception {
        List<String> changes = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener =
                event -> changes.add(event.getBundle().getSymbolicName());
        context.addBundleListener(listener);
        counted.say(500);

        Core.refresh(context, felix());
        await().until(() -> felix().getState() == Bundle.ACTIVE);

        context.removeBundleListener(listener);
        assertThat(changes).containsOnly(FELIX);
        counted.converse(500);
        assertThat(counted.connection().state()).isEqualTo(ConnectionState.OPEN);
        assertThat(server.sessions()).hasSize(1);
    }

    @Test
    public void heldUpByABystander() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        ServiceRegistration<EventHandler> bystander = listen("*", event -> {
            if (event.getTopic().startsWith("dev/mooring/")) {
                inside.incrementAndGet();
                awaitQuietly(release);
                inside.decrementAndGet();
            }
        });

        counted.converse(500);
        Counted another = Counted.open(socketsOf("another"), server.url("/"));
        another.converse(500);
        get(another.connection().close());

        assertThat(inside).as("it blocks still, once for each connection").hasValue(2);
        release.countDown();
        await().until(() -> inside.get() == 0);
        bystander.unregister();
        counted.converse(500);
        assertLogged(DEGRADED, RECOVERED);
    }

    private ServiceRegistration<EventHandler> listen(String topic, EventHandler handler) {
        return context.registerService(
                EventHandler.class, handler, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, topic)));
    }
}
