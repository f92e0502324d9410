package dev.mooring.websocket.platform;

import dev.mooring.websocket.ConnectionState;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A connection as the administration sees it: whose it is and how it is doing, never what is said on it. Immutable. */
@ProviderType
public interface ConnectionInfo {

    /**
     * The id of the connection.
     *
     * @return {@code {extensionId}_ws_{n}}
     */
    String connectionId();

    /**
     * Whose it is.
     *
     * @return the extension id
     */
    String extensionId();

    /**
     * The owning bundle.
     *
     * @return its id in this framework
     */
    long bundleId();

    /**
     * Where that bundle came from.
     *
     * @return its location (OSGi Core, section 4.4.3)
     */
    String location();

    /**
     * Where to. Where a redirect has led, once it has been allowed.
     *
     * @return scheme, host and port; path and query, which may be secrets, are left out. Empty if the URL was refused
     */
    Optional<String> endpoint();

    /**
     * Where the connection stands.
     *
     * @return the state
     */
    ConnectionState state();

    /**
     * When it was asked for.
     *
     * @return the time of the connect call
     */
    Instant since();

    /**
     * The subprotocol that the server chose.
     *
     * @return empty while connecting, and if it chose none
     */
    Optional<String> subprotocol();

    /**
     * The protocol extensions that are in use, such as compression.
     *
     * @return as in the field {@code Sec-WebSocket-Extensions}; empty while connecting, and if none is in use
     */
    Optional<String> extensions();

    /**
     * How much waits to be sent.
     *
     * @return bytes of payload
     */
    long bufferedAmount();

    /**
     * How much waits for handlers.
     *
     * @return bytes, some for each message included
     */
    long waitingForHandlers();

    /**
     * How many messages were discarded because nobody ever handled them.
     *
     * @return at least 0
     */
    long discardedMessages();

    /**
     * Whether its events go round EventAdmin at the moment.
     *
     * @return true if they do
     */
    boolean goesRoundEventAdmin();
}
