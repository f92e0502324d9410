package dev.mooring.websocket.samples.pricefeed;

import dev.mooring.websocket.RequireWebSocket;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs price and quantity of each trade. The framework property {@code dev.mooring.websocket.samples.pricefeed.url}
 * says where they come from; {@code wss://stream.binance.com:9443/ws/btcusdt@trade} has messages of this form.
 */
@RequireWebSocket
@Component
public final class PriceFeedExtension {

    private static final String NAME = "dev.mooring.websocket.samples.pricefeed";
    private static final Logger LOG = Logger.getLogger(NAME);

    @Activate
    public PriceFeedExtension(BundleContext context, @Reference WebSocketService sockets) {
        WebSocketConnection feed = sockets.connect(context.getProperty(NAME + ".url"));
        feed.onText(PriceFeedExtension::show);
        feed.onError(failure ->
                LOG.severe("price feed disconnected: " + failure.error().getMessage()));
    }

    private static void show(String message) {
        // A tree, and no class of ours: the mapper is shared, and would hold on to the class.
        JsonNode trade = JsonMapper.shared().readTree(message);
        LOG.info("price " + trade.path("p").asString() + ", quantity "
                + trade.path("q").asString());
    }
}
