package dev.mooring.websocket.samples.echo;

import static java.util.Objects.requireNonNullElse;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.RequireWebSocket;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.WebSocketService;
import java.time.Duration;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connects when its bundle starts, says hello, and logs what happens. The framework property
 * {@code dev.mooring.websocket.samples.echo.url} says where to, {@code ...echo.timeout} how many seconds that may take.
 *
 * <p>It closes nothing, and need not: when the bundle stops, the platform closes what the bundle has opened. A
 * component that may go while its bundle stays would close its connection in {@code @Deactivate}.
 */
@Component
@RequireWebSocket
public final class EchoExtension {

    private static final String NAME = "dev.mooring.websocket.samples.echo";
    private static final String GREETING = "Hello from an OSGi extension";
    private static final Logger LOG = Logger.getLogger(NAME);

    @Activate
    public EchoExtension(BundleContext context, @Reference WebSocketService sockets) {
        String seconds = requireNonNullElse(context.getProperty(NAME + ".timeout"), "10");
        WebSocketConnection connection = sockets.connect(
                context.getProperty(NAME + ".url"),
                ConnectOptions.defaults().withConnectTimeout(Duration.ofSeconds(Long.parseLong(seconds))));
        connection.onOpen(open -> {
            LOG.info("connected as " + connection.id());
            connection.send(GREETING);
            LOG.info("sent " + GREETING);
        });
        connection.onMessage(message -> LOG.info("received " + text(message)));
        connection.onError(failure -> LOG.severe(failure.error().getMessage()));
        connection.onClose(close -> LOG.warning("closed with code " + close.code() + " " + close.reason()));
    }

    private static String text(WebSocketMessage message) {
        return message instanceof WebSocketMessage.Text text ? text.text() : "a binary message";
    }
}
