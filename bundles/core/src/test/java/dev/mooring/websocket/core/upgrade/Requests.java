package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.core.deflate.DeflateOffer;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.dial.Hops;
import dev.mooring.websocket.core.dial.TestAttempt;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to test with. */
final class Requests {

    private Requests() {}

    static CheckedUrl url(String text) {
        URI uri = URI.create(text);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("ws") ? 80 : 443;
        return new CheckedUrl(UrlKind.WEBSOCKET, uri.getScheme(), uri.getHost(), port, uri.getRawPath() + query);
    }

    static DialRequest to(String url, int maxRedirects, Hops hops) {
        return request(url, List.of(), Optional.empty(), maxRedirects, hops);
    }

    static DialRequest offering(List<String> subprotocols, Optional<DeflateOffer> compression) {
        return request("ws://example.com/", subprotocols, compression, 0, url -> {
            throw new AssertionError("No redirect");
        });
    }

    private static DialRequest request(
            String url, List<String> subprotocols, Optional<DeflateOffer> compression, int maxRedirects, Hops hops) {
        return new DialRequest(
                url(url),
                Map.of(),
                subprotocols,
                Duration.ofSeconds(30),
                address -> {},
                compression,
                new TestAttempt(url(url)),
                maxRedirects,
                hops);
    }
}
