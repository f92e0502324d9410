package dev.mooring.websocket.core.identity;

import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What a bundle's own manifest requires; bnd writes it for {@code @RequireWebSocket}. */
final class Requirements {

    /** Of the capability that the API bundle provides: both its namespace and its attribute. */
    private static final String NAMESPACE = "dev.mooring.capability";

    private Requirements() {}

    static boolean requireWebSocket(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredRequirements(NAMESPACE).stream().anyMatch(Requirements::asksForWebSocket);
    }

    private static boolean asksForWebSocket(BundleRequirement requirement) {
        String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        if (filter == null) {
            return false;
        }
        try {
            return FrameworkUtil.createFilter(filter).matches(Map.of(NAMESPACE, ResourceFile.WEB_SOCKET));
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }
}
