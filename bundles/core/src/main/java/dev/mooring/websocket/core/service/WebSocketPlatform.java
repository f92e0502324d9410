package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.connection.Connector;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.log.LoggerFactory;

/**
 * The singleton behind the service: builds core when the bundle starts, and leaves nothing of it when the bundle stops.
 */
@Component(service = {})
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"dev.mooring.websocket.core.connection.Connector\"")
public final class WebSocketPlatform {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventAdmin eventAdmin;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable LoggerFactory loggers;

    private final Settings settings = Settings.defaults();
    private final Workers workers = new Workers();
    private final Transport transport = new Transport(settings, workers);
    private final Connector connector;
    private final ServiceRegistration<EventHandler> handlerRegistration;
    private final ServiceRegistration<Connector> connectorRegistration;

    @Activate
    public WebSocketPlatform(BundleContext context) {
        Log log = new Log(() -> loggers);
        EventBus bus = new EventBus(() -> eventAdmin, workers, settings.busTimeout(), log);
        connector = new Connector(context, settings, workers, bus, transport, log);
        connector.start();
        // By reflection, everything could be reached through these two. So only EventAdmin gets the first, and only
        // this bundle's other component the second.
        handlerRegistration = context.registerService(
                EventHandler.class,
                new OnlyFor<>(WebSocketPlatform::isEventAdmin, bus),
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventBus.TOPICS)));
        connectorRegistration = context.registerService(
                Connector.class,
                new OnlyFor<>(context.getBundle()::equals, connector),
                FrameworkUtil.asDictionary(Map.of()));
    }

    private static boolean isEventAdmin(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered != null
                && Arrays.stream(registered)
                        .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                        .anyMatch(EventAdmin.class.getName()::equals);
    }

    @Deactivate
    void deactivate() {
        // First the connections, while there still is an EventAdmin to tell their owners through.
        connector.closeAll();
        awaitQuiet(settings.closeTimeout());
        connectorRegistration.unregister();
        connector.endLives();
        handlerRegistration.unregister();
        transport.stop();
        workers.stop();
        awaitQuiet(settings.stopTimeout());
        awaitTimer(settings.stopTimeout());
    }

    private void awaitTimer(Duration patience) {
        try {
            workers.awaitTimer(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet(Duration patience) {
        try {
            workers.awaitQuiet(patience);
        } catch (InterruptedException e) {
            // Whoever stops us is in a hurry. The other steps must be taken all the same.
            Thread.currentThread().interrupt();
        }
    }
}
