package dev.mooring.websocket.itests.support;

import java.lang.ref.Reference;

/**
 * Asks whether the garbage collector has taken something. One question is one full collection: poll it, with pauses.
 */
public final class Collected {

    private Collected() {}

    /**
     * Collects garbage, then looks whether the reference has been cleared.
     *
     * @param reference weak; what it refers to is not touched, so the question itself keeps nothing alive
     * @return whether nothing is left; {@link HeapWalk#whoHolds} tells why not
     */
    public static boolean isGone(Reference<?> reference) {
        System.gc();
        return reference.refersTo(null);
    }
}
