package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A WebSocket URL (RFC 6455, section 3), taken apart.
 *
 * @param secure true for {@code wss}
 * @param host name or address; an IPv6 address is in brackets
 * @param port 1 to 65535, the scheme's default if the URL had none
 * @param requestTarget path and query, exactly as they were written
 */
public record WebSocketUrl(boolean secure, String host, int port, String requestTarget) {

    private static final int MAX_PORT = 65535;

    /** Parses a URL, or throws {@code INVALID_URL} with what is wrong with it. */
    public static WebSocketUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("it can't be parsed: " + e.getReason() + " at position " + e.getIndex());
        }
        boolean secure = isSecure(uri);
        String host = uri.getHost();
        require(host != null && !host.isEmpty(), "it has no valid host name or address");
        require(uri.getRawUserInfo() == null, "it has user-info; send credentials in a header instead");
        require(uri.getRawFragment() == null, "it has a fragment (#), which has no meaning for a WebSocket");
        require(isAscii(text), "it has characters outside ASCII; percent-encode them");
        int defaultPort = secure ? 443 : 80;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        require(port >= 1 && port <= MAX_PORT, "its port is not between 1 and " + MAX_PORT);
        return new WebSocketUrl(secure, host, port, requestTarget(uri));
    }

    private static boolean isSecure(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("ws") || scheme.equals("wss"), "it must begin with ws:// or wss://");
        return scheme.equals("wss");
    }

    private static String requestTarget(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw invalid(otherwise);
        }
    }

    private static WebSocketException invalid(String why) {
        return new WebSocketException(Reason.INVALID_URL, "This URL can't be used for a WebSocket: " + why);
    }

    /** The host as a resolver and a TLS stack want it: without the brackets of an IPv6 address. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The value of the Host header (RFC 9110, section 7.2): the port is left out if it is the scheme's default. */
    public String authority() {
        int defaultPort = secure ? 443 : 80;
        return port == defaultPort ? host : host + ":" + port;
    }

    /** Host and port, for people; path and query may be secrets. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
