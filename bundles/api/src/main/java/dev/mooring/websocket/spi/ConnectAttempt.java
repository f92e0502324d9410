package dev.mooring.websocket.spi;

import dev.mooring.websocket.platform.CheckedUrl;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** An extension's wish to connect, as far as policies need to know it. Immutable. */
@ProviderType
public interface ConnectAttempt {

    /**
     * Who wants to connect.
     *
     * @return the extension id
     */
    String extensionId();

    /**
     * The bundle that wants to connect.
     *
     * @return its id in this framework (OSGi Core, section 4.4.3)
     */
    long bundleId();

    /**
     * Where that bundle came from.
     *
     * @return its location (OSGi Core, section 4.4.3)
     */
    String location();

    /**
     * Where to.
     *
     * @return the URL, query included, which may hold secrets
     */
    CheckedUrl url();

    /**
     * Which headers the extension adds.
     *
     * @return names only; values may be secrets
     */
    Set<String> headerNames();

    /**
     * Which subprotocols it offers.
     *
     * @return the preferred one first
     */
    List<String> subprotocols();
}
