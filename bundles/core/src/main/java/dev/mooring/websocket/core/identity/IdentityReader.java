package dev.mooring.websocket.core.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Asks a bundle who it is. Never throws: what is wrong with a bundle is a problem of that bundle alone. */
final class IdentityReader {

    static final String HEADER = "Extension-Id";

    /** Stands for headers as the manifest has them, not in the user's language. */
    private static final String RAW = "";

    private static final String FOLDER = "/";

    private IdentityReader() {}

    static Identity read(Bundle bundle) {
        try {
            Optional<ResourceFile> file = resourceFile(bundle);
            String id = file.isPresent() ? file.get().id() : idOfManifest(bundle);
            boolean declared = file.isPresent() && file.get().declaresWebSocket();
            return Identity.of(bundle, id, declared || Requirements.requireWebSocket(bundle));
        } catch (InvalidIdentityException e) {
            return Identity.refused(bundle, e.problem());
        }
    }

    private static Optional<ResourceFile> resourceFile(Bundle bundle) throws InvalidIdentityException {
        String where = ResourceFile.NAME + " of " + Identity.labelOf(bundle) + ": ";
        try {
            // Of the ways to look into a bundle the one that looks into nothing else: no fragment, no class path.
            URL entry = bundle.getEntry(ResourceFile.NAME);
            if (entry == null || entry.getPath().endsWith(FOLDER)) {
                return Optional.empty();
            }
            try (InputStream content = entry.openStream()) {
                return Optional.of(ResourceFile.read(content));
            }
        } catch (InvalidIdentityException e) {
            throw new InvalidIdentityException(where + e.problem());
        } catch (IOException | RuntimeException e) {
            // The framework, and the archive that somebody has made, may fail as they like.
            throw new InvalidIdentityException(where + "it can't be read: " + Excerpt.printable(e.toString()));
        }
    }

    private static String idOfManifest(Bundle bundle) throws InvalidIdentityException {
        String header = bundle.getHeaders(RAW).get(HEADER);
        if (header != null) {
            return checked(header.strip(), HEADER, bundle);
        }
        String symbolicName = bundle.getSymbolicName();
        // Bundles of before OSGi 4 have none.
        return symbolicName == null
                ? "bundle-" + bundle.getBundleId()
                : checked(symbolicName, "without an " + HEADER + ", the Bundle-SymbolicName", bundle);
    }

    private static String checked(String id, String what, Bundle bundle) throws InvalidIdentityException {
        if (ExtensionId.isValid(id)) {
            return id;
        }
        throw new InvalidIdentityException("Manifest of " + Identity.labelOf(bundle) + ": " + what + " must be "
                + ExtensionId.FORM + ", not " + Excerpt.of(id));
    }
}
