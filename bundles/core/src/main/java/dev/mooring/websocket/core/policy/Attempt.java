package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.ConnectAttempt;
import java.util.List;
import java.util.Map;

/**
 * A wish to connect that has passed the rules.
 *
 * @param added headers that the extension wants
 * @param headers to send: those, and what the platform makes of them
 * @param subprotocols to offer, the preferred one first
 * @param compression whether the extension wants it
 */
public record Attempt(
        Identity owner,
        CheckedUrl url,
        Map<String, String> added,
        Map<String, String> headers,
        List<String> subprotocols,
        boolean compression) {

    /** As the platform's services see it. */
    public ConnectAttempt shown() {
        return new ShownAttempt(this);
    }

    /** Without the headers, whose values may be secrets. */
    @Override
    public String toString() {
        return owner.extensionId() + " to " + url;
    }
}
