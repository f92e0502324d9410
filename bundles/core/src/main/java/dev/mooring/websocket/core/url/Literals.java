package dev.mooring.websocket.core.url;

import dev.mooring.websocket.platform.CheckedUrl;
import java.net.InetAddress;
import java.util.Optional;

/** Hosts that are addresses already. */
public final class Literals {

    private Literals() {}

    /** The address that stands in the URL; empty if its host is a name. Nothing is looked up. */
    public static Optional<InetAddress> addressIn(CheckedUrl url) {
        return Optional.ofNullable(Host.parse(url.host()).address());
    }
}
