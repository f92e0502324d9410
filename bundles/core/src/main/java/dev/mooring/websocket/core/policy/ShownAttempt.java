package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.ConnectAttempt;
import java.util.List;
import java.util.Set;

/** What the platform's services get to see of an attempt: not the values of headers, not even by a cast. */
record ShownAttempt(
        String extensionId,
        long bundleId,
        String location,
        CheckedUrl url,
        Set<String> headerNames,
        List<String> subprotocols)
        implements ConnectAttempt {

    ShownAttempt(Attempt attempt) {
        this(
                attempt.owner().extensionId(),
                attempt.owner().bundleId(),
                attempt.owner().location(),
                attempt.url(),
                Set.copyOf(attempt.headers().keySet()),
                attempt.subprotocols());
    }
}
