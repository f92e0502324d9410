package dev.mooring.websocket.samples.multiple;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Listens to prices and to a chat, and says goodbye to both. The framework properties
 * {@code dev.mooring.websocket.samples.multiple.prices} and {@code ...multiple.chat} are the two URLs.
 */
@Component
public final class PricesAndChatExtension {

    private static final String NAME = "dev.mooring.websocket.samples.multiple";
    private static final Logger LOG = Logger.getLogger(NAME);

    private final WebSocketConnection prices;
    private final WebSocketConnection chat;

    @Activate
    public PricesAndChatExtension(BundleContext context, @Reference WebSocketService sockets) {
        prices = sockets.connect(context.getProperty(NAME + ".prices"));
        chat = sockets.connect(context.getProperty(NAME + ".chat"));
        prices.onText(text -> LOG.info("[prices] " + text));
        chat.onText(text -> LOG.info("[chat] " + text));
    }

    /** The two closing handshakes go on side by side, and nobody waits for them. */
    @Deactivate
    void close() {
        prices.close();
        chat.close();
    }
}
