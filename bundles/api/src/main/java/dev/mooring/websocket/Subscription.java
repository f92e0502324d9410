package dev.mooring.websocket;

import org.osgi.annotation.versioning.ProviderType;

/** A handler's registration. Need not be closed: it ends with its connection. Thread-safe. */
@ProviderType
public interface Subscription extends AutoCloseable {

    /**
     * Removes the handler. After this has returned, no new call to the handler begins; one that has begun, if only
     * just, goes on. Never waits, so a handler may remove itself. Doing it twice is harmless.
     */
    @Override
    void close();
}
