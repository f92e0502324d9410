package dev.mooring.websocket.itests.support;

import java.io.IOException;

/** What a {@link RawServer} does with one client. */
@FunctionalInterface
public interface RawScript {

    /**
     * Plays the server. Called when the request head is complete; the connection stays open when this returns.
     *
     * @param peer the client
     * @throws IOException when the client has gone meanwhile, which ends the script and nothing else
     */
    void play(RawPeer peer) throws IOException;
}
