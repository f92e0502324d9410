package dev.mooring.websocket.core.url;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.platform.CheckedUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What may be dialled. Whoever has lost patience with a stage cancels it. */
public interface AddressBook {

    /**
     * The addresses of a URL's host, all of them judged.
     *
     * @param asker on whose behalf, as an extension id: one can't hold up what others ask
     * @return fails with {@link WebSocketException}
     */
    CompletableFuture<List<InetAddress>> resolve(CheckedUrl url, String asker);

    /**
     * The addresses of a host that the platform has chosen itself, so that nobody judges them.
     *
     * @param asker as above
     * @return fails with {@link WebSocketException}, reason {@code UNKNOWN_HOST}
     */
    CompletableFuture<List<InetAddress>> lookUp(Host host, String asker);

    /** Whether the platform keeps that port of this machine for itself. */
    boolean isReserved(int port);
}
