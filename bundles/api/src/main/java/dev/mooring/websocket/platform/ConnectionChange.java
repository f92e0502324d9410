package dev.mooring.websocket.platform;

import dev.mooring.websocket.WebSocketException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Something that happened to a connection. Immutable. */
@ProviderType
public interface ConnectionChange {

    /** What can happen. Kinds may be added in a minor version, so a {@code switch} needs a default branch. */
    enum Kind {

        /** An extension has asked for a connection. */
        REQUESTED,

        /** It is open. */
        OPENED,

        /** It is closed, or was refused or given up before it was open. */
        CLOSED
    }

    /**
     * What happened.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * To which connection.
     *
     * @return the connection as it was then
     */
    ConnectionInfo connection();

    /**
     * Why it was refused or broke.
     *
     * @return empty if nothing failed
     */
    Optional<WebSocketException> failure();
}
