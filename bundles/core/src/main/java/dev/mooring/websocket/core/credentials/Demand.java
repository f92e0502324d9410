package dev.mooring.websocket.core.credentials;

import dev.mooring.websocket.spi.Challenge;
import java.util.Optional;

/** A challenge, as the platform's services see it. */
public record Demand(
        Challenger challenger, String host, int port, boolean isSecure, Optional<String> realm, String extensionId)
        implements Challenge {}
