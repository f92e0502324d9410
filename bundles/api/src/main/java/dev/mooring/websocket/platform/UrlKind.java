package dev.mooring.websocket.platform;

import java.util.Locale;
import java.util.Optional;

/** What a URL is meant for, which decides the schemes that it may have. */
public enum UrlKind {

    /** {@code ws} and {@code wss} (RFC 6455, section 3). */
    WEBSOCKET("ws", "wss"),

    /** {@code http} and {@code https} (RFC 9110, section 4.2). */
    HTTP("http", "https");

    private final String plain;
    private final String secure;

    UrlKind(String plain, String secure) {
        this.plain = plain;
        this.secure = secure;
    }

    /**
     * The scheme without TLS.
     *
     * @return in lower case
     */
    public String plainScheme() {
        return plain;
    }

    /**
     * The scheme with TLS.
     *
     * @return in lower case
     */
    public String secureScheme() {
        return secure;
    }

    /**
     * The scheme of this kind that is written like that.
     *
     * @param scheme in any case
     * @return the scheme in lower case; empty if this kind has no such scheme
     */
    public Optional<String> scheme(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.equals(plain) || lower.equals(secure) ? Optional.of(lower) : Optional.empty();
    }
}
