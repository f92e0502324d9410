package dev.mooring.websocket.samples.chat;

import dev.mooring.websocket.ConnectOptions;
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
 * Joins a chat room and logs what is said there. The framework property {@code dev.mooring.websocket.samples.chat.url}
 * says where it is, {@code ...chat.credentials.chat-token} is the token to get in with.
 */
@RequireWebSocket
@Component
public final class ChatExtension {

    private static final String NAME = "dev.mooring.websocket.samples.chat";
    private static final Logger LOG = Logger.getLogger(NAME);

    @Activate
    public ChatExtension(BundleContext context, @Reference WebSocketService sockets) {
        String token = new Credentials(context).secret("chat-token");
        WebSocketConnection chat = sockets.connect(
                context.getProperty(NAME + ".url"),
                ConnectOptions.defaults()
                        .withHeader("Authorization", "Bearer " + token)
                        .withSubprotocols("chat-v2"));
        chat.onOpen(open -> chat.sendJson(new Join("join", "general")));
        chat.onText(ChatExtension::show);
    }

    private static void show(String message) {
        // A tree, and no class of ours: the mapper is shared, and would hold on to the class.
        JsonNode said = JsonMapper.shared().readTree(message);
        LOG.info(said.path("user").asString() + ": " + said.path("text").asString());
    }

    private record Join(String type, String room) {}
}
