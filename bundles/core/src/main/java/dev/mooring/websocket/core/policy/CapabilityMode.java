package dev.mooring.websocket.core.policy;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an extension needs before it may connect: the answer to where the two seed documents contradict each other. */
public enum CapabilityMode {
    /** Nothing. */
    OPEN,
    /** To say in its {@code resource.json} or its manifest that it will. */
    DECLARED,
    /** The consent that the platform's consent service has got for it. */
    CONSENT;

    /** A framework property, since what security rests on must not be changed by a bundle. */
    public static final String PROPERTY = "dev.mooring.websocket.capability";

    /** Throws if the value is none of the three: nobody must run with weaker rules than were meant. */
    public static CapabilityMode parse(@Nullable String value) {
        if (value == null) {
            return OPEN;
        }
        String wanted = value.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mode -> mode.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The framework property " + PROPERTY
                        + " must be open, declared or consent, not \"" + value + "\""));
    }
}
