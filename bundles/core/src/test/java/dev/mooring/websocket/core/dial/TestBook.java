package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.core.url.AddressBook;
import dev.mooring.websocket.core.url.Host;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Knows what a test says of targets, and addresses that are written out. */
interface TestBook extends AddressBook {

    int RESERVED_PORT = 4820;

    @Override
    default CompletableFuture<List<InetAddress>> lookUp(Host host, String asker) {
        return CompletableFuture.completedFuture(List.of(host.address()));
    }

    @Override
    default boolean isReserved(int port) {
        return port == RESERVED_PORT;
    }
}
