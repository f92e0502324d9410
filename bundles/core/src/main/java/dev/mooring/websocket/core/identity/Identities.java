package dev.mooring.websocket.core.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/**
 * Who has which id. The first to claim one has it until it gives it back. Whoever was refused stays refused for its
 * whole life, also when the id becomes free: nobody becomes somebody else while it runs.
 */
public final class Identities {

    private final Map<String, Identity> holders = new ConcurrentHashMap<>();

    /** For a bundle that is starting or running: with the id that it asks for, unless that is taken or is none. */
    public Identity claim(Bundle bundle) {
        Identity wanted = IdentityReader.read(bundle);
        if (!wanted.isValid()) {
            return wanted;
        }
        Identity holder = holders.putIfAbsent(wanted.extensionId(), wanted);
        return holder == null ? wanted : Identity.refused(bundle, taken(wanted, holder));
    }

    private static String taken(Identity wanted, Identity holder) {
        return "The extension id \"" + wanted.extensionId() + "\" of " + wanted.label() + " is taken by "
                + holder.label() + " from " + holder.location() + ". Give one of them another id, in "
                + ResourceFile.NAME + " or in the manifest header " + IdentityReader.HEADER
                + "; or start this one again once the other has stopped.";
    }

    /** Gives back what a claim has got, if it has got anything. */
    public void release(Identity identity) {
        holders.remove(identity.extensionId(), identity);
    }

    /** For a bundle that is not running: it claims nothing and may not connect. */
    public static Identity none(Bundle bundle) {
        return Identity.refused(bundle, Identity.labelOf(bundle) + " is not running.");
    }
}
