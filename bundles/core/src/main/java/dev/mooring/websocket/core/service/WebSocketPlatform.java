package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.config.Configuration;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.log.Log;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The singleton behind the service: builds core when the bundle starts, and leaves nothing of it when the bundle stops.
 * Whatever changes meanwhile in the container or its configuration, core goes on.
 */
@Component(
        service = {},
        configurationPid = Configuration.PID)
@Designate(ocd = Configuration.class)
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

    /** What ConfigAdmin said last that could be used. */
    private volatile Settings settings = Settings.defaults();

    private final Log log = new Log(() -> loggers);
    private final Core core;
    private final Registrations registrations;

    @Activate
    public WebSocketPlatform(BundleContext context, Configuration configuration) {
        configure(configuration);
        core = new Core(context, () -> settings, () -> eventAdmin, log);
        registrations = new Registrations(context, core);
    }

    /** Connections that are open keep what they were opened with. */
    @Modified
    void configure(Configuration configuration) {
        try {
            settings = Settings.of(configuration);
        } catch (IllegalArgumentException e) {
            log.error("The configuration " + Configuration.PID + " is refused, and what was in force before stays so: "
                    + e.getMessage() + ".");
        }
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
