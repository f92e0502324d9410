package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectionState;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import java.util.Optional;

/**
 * A connect that something else ran against.
 *
 * @param stateAtReturn of the connection, when {@code connect} returned
 */
record Connect(WebSocketConnection connection, ConnectionState stateAtReturn) {

    static Connect now(WebSocketService sockets, String url) {
        WebSocketConnection connection = sockets.connect(url);
        return new Connect(connection, connection.state());
    }

    /** Waits for it. It may have failed because its owner stopped, and for no other reason. */
    String outcomeAgainst(String stop) throws Exception {
        Optional<Reason> failure = RaceTest.reasonOf(connection);
        if (failure.isEmpty()) {
            return "connect won";
        }
        assertThat(failure).hasValue(Reason.OWNER_STOPPED);
        return stateAtReturn == ConnectionState.CONNECTING ? "both in flight" : stop + " won";
    }
}
