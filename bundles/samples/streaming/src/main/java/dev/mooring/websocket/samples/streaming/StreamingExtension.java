package dev.mooring.websocket.samples.streaming;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Subscribes to prices and alerts, and logs the updates. The framework property
 * {@code dev.mooring.websocket.samples.streaming.url} says where they come from.
 */
@Component
public final class StreamingExtension {

    private static final String NAME = "dev.mooring.websocket.samples.streaming";
    private static final Logger LOG = Logger.getLogger(NAME);

    @Activate
    public StreamingExtension(BundleContext context, @Reference WebSocketService sockets) {
        WebSocketConnection stream = sockets.connect(context.getProperty(NAME + ".url"));
        stream.onText(StreamingExtension::show);
        stream.sendJson(Map.of("action", "subscribe", "channels", List.of("prices", "alerts")));
    }

    private static void show(String message) {
        try {
            // Not readTree, which takes an empty message for JSON that is missing.
            JsonNode update = JsonMapper.shared().readValue(message, JsonNode.class);
            LOG.info("price update: " + update.path("symbol").asString() + " "
                    + update.path("price").asString());
        } catch (JacksonException e) {
            LOG.warning("not JSON: " + message);
        }
    }
}
