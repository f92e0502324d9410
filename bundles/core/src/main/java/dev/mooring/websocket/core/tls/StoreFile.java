package dev.mooring.websocket.core.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trust store or key store, as the system properties name it (JSSE Reference Guide, "Customizing JSSE").
 *
 * @param path empty if it is no file, but for instance a token or the operating system's own
 * @param provider empty for any
 * @param password empty for none
 */
record StoreFile(Optional<Path> path, String type, String provider, String password) {

    private static final String NO_FILE = "NONE";
    private static final String TOKEN = "PKCS11";

    /**
     * Whom to trust. One that is named but is not there is not replaced by the runtime's, as JSSE does: who takes
     * somebody out of a trust store must not trust the whole world while the file is being replaced.
     */
    static StoreFile trusted() {
        String named = property("javax.net.ssl.trustStore");
        return of("javax.net.ssl.trustStore", named.isEmpty() ? runtimes() : named);
    }

    private static String runtimes() {
        Path security = Path.of(property("java.home"), "lib", "security");
        Path preferred = security.resolve("jssecacerts");
        return (Files.isReadable(preferred) ? preferred : security.resolve("cacerts")).toString();
    }

    /** What to show to servers that ask. */
    static Optional<StoreFile> keys() {
        String named = property("javax.net.ssl.keyStore");
        return named.isEmpty() ? Optional.empty() : Optional.of(of("javax.net.ssl.keyStore", named));
    }

    private static StoreFile of(String properties, String place) {
        String type = property(properties + "Type");
        return new StoreFile(
                place.equals(NO_FILE) ? Optional.empty() : Optional.of(Path.of(place)),
                type.isEmpty() ? KeyStore.getDefaultType() : type,
                property(properties + "Provider"),
                property(properties + "Password"));
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore store = provider.isEmpty() ? KeyStore.getInstance(type) : KeyStore.getInstance(type, provider);
        if (path.isEmpty()) {
            store.load(null, passwordOrNull());
        } else {
            try (InputStream in = Files.newInputStream(path.get())) {
                store.load(in, passwordOrNull());
            }
        }
        return store;
    }

    /** A token asks for none. */
    char @Nullable [] keyPassword() {
        return type.equals(TOKEN) ? null : passwordOrNull();
    }

    private char @Nullable [] passwordOrNull() {
        return password.isEmpty() ? null : password.toCharArray();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return path.map(Path::toString).orElse(type);
    }
}
