package dev.mooring.websocket.core.frame;

import org.jspecify.annotations.Nullable;

/** Undoes what the peer did to make a message smaller (RFC 7692). One for each connection. */
public interface Inflation {

    /** What becomes of the inflated bytes. */
    interface Output {

        /**
         * Takes a part of the message. The array is the caller's again afterwards.
         *
         * @return why nothing more of the message is wanted, or null
         */
        @Nullable
        Violation take(byte[] bytes, int offset, int length);
    }

    /**
     * Inflates a part of a message, and stops as soon as the output wants nothing more.
     *
     * @param last whether the message ends with this part
     * @return what the output said, or what is wrong with the part itself; null if nothing is
     */
    @Nullable
    Violation inflate(byte[] part, int offset, int length, boolean last, Output output);
}
