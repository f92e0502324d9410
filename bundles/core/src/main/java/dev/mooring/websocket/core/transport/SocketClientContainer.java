package dev.mooring.websocket.core.transport;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * Where Tyrus asks for a socket. Tyrus makes one of these by name, for all connections; which connection it is about
 * stands in the endpoint's configuration.
 */
public final class SocketClientContainer implements ClientContainer {

    static final String WIRE = "dev.mooring.websocket.wire";

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException, IOException {
        SocketWire wire = (SocketWire) requireNonNull(config.getUserProperties().get(WIRE));
        wire.open(engine);
    }
}
