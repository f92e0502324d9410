package dev.mooring.websocket.itests.dispatch;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketService;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A component that waits, in what other components call {@code @Activate}, for all that there is to wait for. */
public final class ActivatedExtension implements Runnable {

    static final String COMPONENT = "OSGI-INF/activated.xml";

    /** What bnd would make of the annotations. */
    static String component(String url) {
        return """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="activated" immediate="true" init="2"
                deactivate="deactivate">
              <implementation class="%s"/>
              <property name="url" value="%s"/>
              <service><provide interface="java.lang.Runnable"/></service>
              <reference name="sockets" interface="dev.mooring.websocket.WebSocketService" parameter="0"/>
            </scr:component>
            """.formatted(ActivatedExtension.class.getName(), url);
    }

    private final WebSocketConnection connection;

    public ActivatedExtension(WebSocketService sockets, Map<String, Object> properties) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        connection = sockets.connect((String) properties.get("url"));
        connection.onText(answer::complete);
        await(connection.opened());
        await(connection.send("from the constructor"));
        await(answer);
    }

    void deactivate() {
        await(connection.send("goodbye"));
        await(connection.close());
    }

    private static void await(CompletionStage<?> stage) {
        stage.toCompletableFuture().join();
    }

    @Override
    public void run() {}
}
