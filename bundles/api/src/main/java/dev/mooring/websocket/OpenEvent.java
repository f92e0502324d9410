package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The connection is open: the server has accepted the upgrade (RFC 6455, section 4.1). The first event of a connection.
 */
public final class OpenEvent implements WebSocketEvent {

    private final Optional<String> subprotocol;

    private OpenEvent(Optional<String> subprotocol) {
        this.subprotocol = subprotocol;
    }

    /**
     * Makes an event. For the platform, and for tests of extensions.
     *
     * @param subprotocol what the server chose, if it did
     * @return the event
     */
    public static OpenEvent of(Optional<String> subprotocol) {
        return new OpenEvent(requireNonNull(subprotocol, "subprotocol"));
    }

    /**
     * The subprotocol that the server chose among those offered.
     *
     * @return empty if it chose none
     */
    public Optional<String> subprotocol() {
        return subprotocol;
    }

    @Override
    public String toString() {
        return "OpenEvent[subprotocol=" + subprotocol.orElse("none") + "]";
    }
}
