package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.config.Configuration;
import dev.mooring.websocket.core.config.CurrentSettings;
import dev.mooring.websocket.core.connection.Connector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Hands on what ConfigAdmin says. A component of its own: any bundle can write configurations, and may restart this
 * one, but not core.
 */
@Component(
        service = {},
        configurationPid = Configuration.PID)
@Designate(ocd = Configuration.class)
public final class Configurator {

    private final CurrentSettings settings;

    @Activate
    public Configurator(Configuration configuration, Map<String, Object> properties, @Reference Connector connector) {
        settings = connector.settings();
        configure(configuration, properties);
    }

    /** Connections that are open keep what they were opened with. */
    @Modified
    void configure(Configuration configuration, Map<String, Object> properties) {
        settings.update(configuration, properties);
    }

    @Deactivate
    void deactivate() {
        settings.reset();
    }
}
