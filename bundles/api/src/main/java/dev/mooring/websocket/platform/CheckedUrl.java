package dev.mooring.websocket.platform;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A URL that {@link UrlPolicy#check} has let pass, taken apart. What it resolves to has not been judged yet: an object
 * of this type opens no door by itself.
 *
 * @param kind what the URL is for
 * @param scheme one of the two schemes of that kind, in lower case
 * @param host name or address, in lower case; an IPv6 address is in brackets, a name may end in a dot
 * @param port 1 to 65535, the scheme's default if the URL had none
 * @param requestTarget path and query, exactly as they were written; begins with a slash
 */
public record CheckedUrl(UrlKind kind, String scheme, String host, int port, String requestTarget) {

    private static final int PLAIN_PORT = 80;
    private static final int SECURE_PORT = 443;

    /**
     * Made by {@link UrlPolicy#check}.
     *
     * @param kind what the URL is for
     * @param scheme one of the two schemes of that kind, in lower case
     * @param host name or address, in any case; an IPv6 address is in brackets
     * @param port 1 to 65535
     * @param requestTarget path and query, exactly as they were written
     */
    public CheckedUrl {
        requireNonNull(kind, "kind");
        requireNonNull(scheme, "scheme");
        host = requireNonNull(host, "host").toLowerCase(Locale.ROOT);
        requireNonNull(requestTarget, "requestTarget");
    }

    /**
     * Whether TLS is asked for.
     *
     * @return true for {@code wss} and {@code https}
     */
    public boolean secure() {
        return scheme.equals(kind.secureScheme());
    }

    /**
     * The host as a resolver and the check of a certificate want it.
     *
     * @return without the brackets of an IPv6 address; SNI wants a name without the dot at its end, too (RFC 6066,
     *     section 3)
     */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The value of the Host header (RFC 9110, section 7.2).
     *
     * @return the host, with the port unless it is the scheme's default
     */
    public String authority() {
        return port == (secure() ? SECURE_PORT : PLAIN_PORT) ? host : host + ":" + port;
    }

    /**
     * For people: host and port. Path and query may be secrets.
     *
     * @return {@code host:port}
     */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
