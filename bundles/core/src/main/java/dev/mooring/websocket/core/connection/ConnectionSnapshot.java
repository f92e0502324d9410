package dev.mooring.websocket.core.connection;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.platform.ConnectionInfo;
import java.time.Instant;
import java.util.Optional;

/** What the administration gets to see. Refers to nothing of the connection. */
record ConnectionSnapshot(
        String connectionId,
        String extensionId,
        long bundleId,
        String location,
        Optional<String> endpoint,
        ConnectionState state,
        Instant since,
        Optional<String> subprotocol,
        Optional<String> extensions,
        long bufferedAmount,
        long waitingForHandlers,
        long discardedMessages,
        boolean goesRoundEventAdmin)
        implements ConnectionInfo {}
