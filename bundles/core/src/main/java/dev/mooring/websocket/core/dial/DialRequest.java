package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.core.deflate.DeflateOffer;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.ConnectAttempt;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to connect to, and how; checked already.
 *
 * @param headers to add to the upgrade request
 * @param subprotocols to offer, the preferred one first
 * @param timeout for name look-up, TCP, TLS and upgrade together
 * @param addressCheck is given every address before the first is dialled, on the thread that connects, and throws
 *     {@link WebSocketException} to refuse
 * @param compression to offer; empty to offer none
 * @param attempt as the platform's services see it
 * @param maxRedirects how many redirects are followed; 0 for none
 * @param hops where a redirect may lead
 */
public record DialRequest(
        CheckedUrl url,
        Map<String, String> headers,
        List<String> subprotocols,
        Duration timeout,
        Consumer<InetAddress> addressCheck,
        Optional<DeflateOffer> compression,
        ConnectAttempt attempt,
        int maxRedirects,
        Hops hops) {

    /** Without the headers, whose values may be secrets. */
    @Override
    public String toString() {
        return "DialRequest[" + url + "]";
    }
}
