package dev.mooring.websocket.core.identity;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** Who a bundle is for one of its lives. Values only: whoever keeps it keeps nothing of the bundle. */
public final class Identity {

    private final long bundleId;
    private final String extensionId;
    private final String location;
    private final String label;
    private final boolean declaresWebSocket;

    /** Not an exception, whose stack would keep the classes of whoever started the bundle. */
    private final @Nullable String problem;

    /**
     * One without a problem.
     *
     * @param bundleId the bundle's, in this framework
     * @param location the bundle's, as the framework knows it
     * @param label names the bundle to people
     * @param declaresWebSocket whether the bundle declares the capability {@code network:ws}
     */
    public Identity(long bundleId, String extensionId, String location, String label, boolean declaresWebSocket) {
        this(bundleId, extensionId, location, label, declaresWebSocket, null);
    }

    private Identity(
            long bundleId,
            String extensionId,
            String location,
            String label,
            boolean declaresWebSocket,
            @Nullable String problem) {
        this.bundleId = bundleId;
        this.extensionId = extensionId;
        this.location = location;
        this.label = label;
        this.declaresWebSocket = declaresWebSocket;
        this.problem = problem;
    }

    static Identity of(Bundle bundle, String extensionId, boolean declaresWebSocket) {
        return new Identity(
                bundle.getBundleId(), extensionId, bundle.getLocation(), labelOf(bundle), declaresWebSocket);
    }

    /** For a bundle that may not connect. Its id is none that any bundle can ask for: it has a colon. */
    static Identity refused(Bundle bundle, String problem) {
        return new Identity(
                bundle.getBundleId(),
                "bundle:" + bundle.getBundleId(),
                bundle.getLocation(),
                labelOf(bundle),
                false,
                problem);
    }

    static String labelOf(Bundle bundle) {
        String name = bundle.getSymbolicName() == null ? "bundle" : bundle.getSymbolicName();
        return name + " " + bundle.getVersion() + " [id " + bundle.getBundleId() + "]";
    }

    public long bundleId() {
        return bundleId;
    }

    public String extensionId() {
        return extensionId;
    }

    public String location() {
        return location;
    }

    /** Names the bundle to people: {@code com.example.chat 1.0.0 [id 17]}. */
    public String label() {
        return label;
    }

    /** Whether the bundle says that it wants to open WebSockets. */
    public boolean declaresWebSocket() {
        return declaresWebSocket;
    }

    public boolean isValid() {
        return problem == null;
    }

    /** Throws {@code INVALID_IDENTITY} if this bundle may not connect. */
    public void check() {
        if (problem != null) {
            throw new WebSocketException(Reason.INVALID_IDENTITY, problem);
        }
    }
}
