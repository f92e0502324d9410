package dev.mooring.websocket.core.service;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.log.LoggerFactory;

/**
 * The singleton behind the service: builds core when the bundle starts, and leaves nothing of it when the bundle stops.
 * Whatever comes and goes meanwhile in the container, core goes on.
 */
// Whoever could configure this component could restart it, or have two of it. Its settings come by another one.
@Component(
        service = {},
        configurationPolicy = ConfigurationPolicy.IGNORE)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"dev.mooring.websocket.core.connection.Connector\"")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"dev.mooring.websocket.platform.UrlPolicy\"")
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

    private final Core core;
    private final Registrations registrations;

    @Activate
    public WebSocketPlatform(BundleContext context) {
        core = new Core(context, () -> eventAdmin, () -> loggers);
        registrations = new Registrations(context, core);
    }

    @Deactivate
    void deactivate() {
        // First the connections, while there still is an EventAdmin to tell their owners through.
        core.closeConnections();
        registrations.endServices();
        core.endLives();
        registrations.endEventHandler();
        core.stop();
    }
}
