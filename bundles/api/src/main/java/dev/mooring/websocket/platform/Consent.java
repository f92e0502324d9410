package dev.mooring.websocket.platform;

import static java.util.Objects.requireNonNull;

/**
 * An answer that is remembered.
 *
 * @param extensionId who wanted to connect
 * @param location of its bundle
 * @param capability what was asked for
 * @param granted the answer
 */
public record Consent(String extensionId, String location, String capability, boolean granted) {

    /**
     * Made by the platform.
     *
     * @param extensionId who wanted to connect
     * @param location of its bundle
     * @param capability what was asked for
     * @param granted the answer
     */
    public Consent {
        requireNonNull(extensionId, "extensionId");
        requireNonNull(location, "location");
        requireNonNull(capability, "capability");
    }
}
