package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.core.policy.WebSocketUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to connect to, and how; checked already.
 *
 * @param headers to add to the upgrade request
 * @param subprotocols to offer, the preferred one first
 * @param timeout for name look-up, TCP, TLS and upgrade together
 */
public record DialRequest(WebSocketUrl url, Map<String, String> headers, List<String> subprotocols, Duration timeout) {

    /** Without the headers, whose values may be secrets. */
    @Override
    public String toString() {
        return "DialRequest[" + url + "]";
    }
}
