package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;

/** Where a redirect may lead from one request. */
@FunctionalInterface
public interface Hops {

    /**
     * Has the URL pass all rules, as if it had been asked for.
     *
     * @return the request in place of the one that was redirected, without what must not go to another origin
     * @throws WebSocketException if it is refused
     */
    DialRequest to(String url);
}
