package dev.mooring.websocket.platform;

import dev.mooring.websocket.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sees and bounds what extensions do. Only members of the platform set get this service; for everybody else it is not
 * there.
 *
 * <p>Thread-safe. Everything returned is a snapshot.
 */
@ProviderType
public interface WebSocketAdmin {

    /**
     * All connections that are not closed, of all extensions.
     *
     * @return by extension, each extension's oldest first
     */
    List<ConnectionInfo> connections();

    /**
     * One connection.
     *
     * @param connectionId its id
     * @return empty if no connection of that id is open
     */
    Optional<ConnectionInfo> connection(String connectionId);

    /**
     * Closes a connection. Its owner gets an error of reason {@code CLOSED_BY_PLATFORM} and the close event; the server
     * gets 1001.
     *
     * @param connectionId its id
     * @param reason for the owner; not sent to the server
     * @return false if no connection of that id is open
     */
    boolean close(String connectionId, String reason);

    /**
     * Closes all connections of an extension, each as {@link #close} does. The extension may open new ones.
     *
     * @param extensionId whose
     * @param reason for the owner; not sent to the servers
     * @return how many were closed
     */
    int closeAll(String extensionId, String reason);

    /**
     * Watches connections come and go, those that an extension's own stop closes included.
     *
     * @param watcher called for each change in order, one at a time, on a thread of Mooring's. A watcher that is more
     *     than 1,024 changes behind misses the next ones, and the log says so
     * @return ends the watch; it ends with the bundle that got this service, too
     */
    Subscription watch(Consumer<? super ConnectionChange> watcher);

    /**
     * How the dispatch of events is doing.
     *
     * @return the state now
     */
    DispatchState dispatch();

    /**
     * The answers that are remembered, where the capability mode is {@code consent}.
     *
     * @return by extension
     */
    List<Consent> consents();

    /**
     * Forgets an answer, or a question that is still open. If there was one, the connections that rest on it are
     * closed, with an error of reason {@code CONSENT_REFUSED}. The extension's next connection asks anew.
     *
     * @param extensionId whose
     * @param location of the bundle that was asked for
     * @return false if there was neither such an answer nor such a question
     */
    boolean revokeConsent(String extensionId, String location);
}
