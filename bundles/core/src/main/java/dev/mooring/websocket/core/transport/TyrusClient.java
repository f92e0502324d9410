package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.frame.FrameGate;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Tyrus's client, set up so that it starts no thread and finds our container wherever else Tyrus may be installed. */
final class TyrusClient {

    /**
     * What Tyrus takes the address for. Host, path and query of the real one go into the request without it, so that
     * they stay as they were written, and out of Tyrus's logs.
     */
    private static final URI NO_ADDRESS = URI.create("ws://mooring.invalid/");

    /** Nothing longer reaches it at a time. */
    private static final int INCOMING_BUFFER_BYTES = 2 * FrameGate.MAX_PASSED;

    private final ClientManager manager;

    TyrusClient() {
        manager = createManager();
        // Negative: with a timeout of 0, "never", Tyrus still schedules a task for each message.
        manager.setDefaultMaxSessionIdleTimeout(-1);
        manager.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, INCOMING_BUFFER_BYTES);
        manager.getProperties().put(ClientProperties.MASKING_KEY_GENERATOR, new MaskingKeys());
    }

    // Tyrus loads its container by name, from the context class loader first. There, a launcher's class path may offer
    // another Tyrus, whose classes ours can't be cast to.
    private static ClientManager createManager() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SocketClientContainer.class.getClassLoader());
        try {
            return ClientManager.createClient(SocketClientContainer.class.getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Blocks until the handshake is over; the endpoint has been opened then.
     *
     * @param extension takes part whatever the server has agreed to
     */
    void connect(SocketWire wire, Endpoint endpoint, List<String> subprotocols, Extension extension)
            throws DeploymentException, IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .extensions(List.of(extension))
                .build();
        config.getUserProperties().put(SocketClientContainer.WIRE, wire);
        manager.connectToServer(endpoint, config, NO_ADDRESS);
    }

    void stop() {
        manager.shutdown();
    }
}
