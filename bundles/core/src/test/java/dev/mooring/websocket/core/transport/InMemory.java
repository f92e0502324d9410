package dev.mooring.websocket.core.transport;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/** A connection of Tyrus without a socket: the handshake is answered here, and what it writes is kept. */
public final class InMemory implements ClientContainer {

    /** What Tyrus reads with, and what it wrote. */
    record Connected(ReadHandler reader, Session session, List<byte[]> written) {}

    private static final String SLOT = "slot";

    private static final class Slot extends Writer {

        private final Outbound outbound;
        private final List<byte[]> written = Collections.synchronizedList(new ArrayList<>());
        private ReadHandler reader;
        private Session session;

        Slot(Outbound outbound) {
            this.outbound = outbound;
        }

        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> sender) {
            outbound.fill(frame);
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            written.add(bytes);
        }

        @Override
        public void close() {}
    }

    static Connected connect(MessageTap.Receiver receiver, Outbound outbound) throws Exception {
        Slot slot = new Slot(outbound);
        ClientManager manager = ClientManager.createClient(InMemory.class.getName());
        try {
            manager.setDefaultMaxSessionIdleTimeout(-1);
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .extensions(List.of(new MessageTap(receiver, outbound)))
                    .build();
            config.getUserProperties().put(SLOT, slot);
            Endpoint endpoint = new Endpoint() {
                @Override
                public void onOpen(Session opened, EndpointConfig opening) {
                    slot.session = opened;
                }
            };
            manager.connectToServer(endpoint, config, URI.create("ws://test.invalid/"));
            return new Connected(slot.reader, slot.session, slot.written);
        } finally {
            manager.shutdown();
        }
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine) {
        Slot slot = (Slot) config.getUserProperties().get(SLOT);
        UpgradeRequest request = engine.createUpgradeRequest(() -> {});
        UpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(101);
        response.getHeaders().put("Upgrade", List.of("websocket"));
        response.getHeaders().put("Connection", List.of("Upgrade"));
        response.getHeaders().put("Sec-WebSocket-Accept", List.of(accept(request.getHeader("Sec-WebSocket-Key"))));
        response.getHeaders().put("Sec-WebSocket-Extensions", List.of(MessageTap.NAME));
        slot.reader = engine.processResponse(response, slot, reason -> {})
                .createConnection()
                .getReadHandler();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
