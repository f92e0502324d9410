package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.connection.Connector;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.transport.Transport;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
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
    private final ServiceRegistration<?> connectorRegistration;

    @Activate
    public WebSocketPlatform(BundleContext context) {
        Log log = new Log(() -> loggers);
        EventBus bus = new EventBus(() -> eventAdmin, workers, settings.busTimeout(), log);
        connector = new Connector(context, settings, workers, bus, transport, log);
        connector.start();
        handlerRegistration = context.registerService(
                EventHandler.class,
                bus,
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventBus.TOPICS)));
        // The other component of this bundle has to find it. Nobody else may: it opens connections for any bundle.
        connectorRegistration = context.registerService(
                Connector.class.getName(), new OwnBundleOnly<>(connector), FrameworkUtil.asDictionary(Map.of()));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        // First the connections, while there still is an EventAdmin to tell their owners through.
        connector.stop();
        workers.awaitQuiet(settings.closeTimeout());
        connectorRegistration.unregister();
        connector.close();
        handlerRegistration.unregister();
        transport.stop();
        workers.stop();
        workers.awaitQuiet(settings.stopTimeout());
    }
}
