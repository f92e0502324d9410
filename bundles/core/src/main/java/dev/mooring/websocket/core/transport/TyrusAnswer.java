package dev.mooring.websocket.core.transport;

import static jakarta.websocket.HandshakeResponse.SEC_WEBSOCKET_ACCEPT;
import static jakarta.websocket.server.HandshakeRequest.SEC_WEBSOCKET_EXTENSIONS;
import static jakarta.websocket.server.HandshakeRequest.SEC_WEBSOCKET_KEY;
import static jakarta.websocket.server.HandshakeRequest.SEC_WEBSOCKET_PROTOCOL;

import dev.mooring.websocket.core.upgrade.HandshakeKey;
import dev.mooring.websocket.core.upgrade.Upgraded;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/**
 * The answer that Tyrus waits for. Tyrus makes one request with one key; how many went out meanwhile, each with a key
 * of its own, and what was answered, has been judged already and is not its business.
 */
final class TyrusAnswer {

    private TyrusAnswer() {}

    static UpgradeResponse to(UpgradeRequest request, Upgraded upgraded) {
        HandshakeKey key = new HandshakeKey(request.getHeader(SEC_WEBSOCKET_KEY));
        UpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(101);
        Map<String, List<String>> headers = response.getHeaders();
        headers.put(UpgradeRequest.UPGRADE, List.of(UpgradeRequest.WEBSOCKET));
        headers.put(UpgradeRequest.CONNECTION, List.of(UpgradeRequest.UPGRADE));
        headers.put(SEC_WEBSOCKET_ACCEPT, List.of(key.accept()));
        // The one that Tyrus has offered is of ours: the server has not heard of it.
        headers.put(SEC_WEBSOCKET_EXTENSIONS, List.of(MessageTap.NAME));
        upgraded.subprotocol().ifPresent(chosen -> headers.put(SEC_WEBSOCKET_PROTOCOL, List.of(chosen)));
        return response;
    }
}
