package dev.mooring.websocket.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a user is asked to consent to. Immutable. */
@ProviderType
public interface ConsentRequest {

    /**
     * Who asks.
     *
     * @return the extension id
     */
    String extensionId();

    /**
     * The bundle that asks.
     *
     * @return its id in this framework (OSGi Core, section 4.4.3)
     */
    long bundleId();

    /**
     * Where that bundle came from. A namesake from elsewhere is asked for anew.
     *
     * @return its location (OSGi Core, section 4.4.3)
     */
    String location();

    /**
     * What is asked for.
     *
     * @return {@code network:ws}
     */
    String capability();

    /**
     * Whether the extension says in its {@code resource.json} or its manifest that it needs this.
     *
     * @return false if it asks for something that it never declared
     */
    boolean isDeclared();
}
