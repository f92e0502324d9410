package dev.mooring.websocket.itests.support;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client asked of the {@link EchoServer} in its handshake.
 *
 * @param target path and query, exactly as they came
 * @param headers all values of each header, in their order; the names in any case
 * @param subprotocols what the client offered, best first
 * @param tls empty if there was none
 */
public record EchoRequest(
        String target, Map<String, List<String>> headers, List<String> subprotocols, Optional<ClientTls> tls) {

    /** Copies its arguments. */
    public EchoRequest {
        SortedMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableSortedMap(copy);
        subprotocols = List.copyOf(subprotocols);
    }
}
