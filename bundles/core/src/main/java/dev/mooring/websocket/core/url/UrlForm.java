package dev.mooring.websocket.core.url;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The form of a URL (RFC 3986; RFC 6455, section 3; RFC 9110, section 4.2). What is wrong is said without repeating the
 * URL: user-info, path and query may be secrets.
 */
final class UrlForm {

    private static final int MAX_PORT = 65535;

    private final UrlKind kind;

    UrlForm(UrlKind kind) {
        this.kind = kind;
    }

    /** Throws {@code INVALID_URL} with what is wrong. */
    CheckedUrl parse(String text) {
        require(text.chars().allMatch(c -> c < 128), "it has characters outside ASCII; percent-encode them");
        URI uri = uri(text);
        String scheme = scheme(uri);
        require(uri.getRawUserInfo() == null, "it has user-info (@); send credentials in a header instead");
        String host = host(uri);
        require(uri.getRawFragment() == null, "it has a fragment (#), which no server gets to see");
        int port = uri.getPort() == -1 ? defaultPort(scheme) : uri.getPort();
        require(port >= 1 && port <= MAX_PORT, "its port is not between 1 and " + MAX_PORT);
        return new CheckedUrl(kind, scheme, host, port, requestTarget(uri));
    }

    /** Throws {@code INVALID_URL} if this can't be the host of a URL. */
    Host parseHost(String text) {
        try {
            return Host.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("it can't be parsed: " + e.getReason() + " at position " + e.getIndex());
        } catch (NumberFormatException e) {
            // The JDK's answer to a part of an IPv4 address, within one of IPv6, that no int can hold.
            throw invalid("its host is no valid IP address");
        }
    }

    private String scheme(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return kind.scheme(scheme)
                .orElseThrow(() ->
                        invalid("it must begin with " + kind.plainScheme() + ":// or " + kind.secureScheme() + "://"));
    }

    private String host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw invalid(whyThereIsNoHost(uri.getRawAuthority()));
        }
        parseHost(host);
        return host;
    }

    // What java.net.URI does not recognise as host and port, it takes for a name in some registry.
    private static String whyThereIsNoHost(@Nullable String authority) {
        if (authority == null) {
            return "it has no host";
        }
        return authority.contains("%")
                ? "its host is percent-encoded; write it out"
                : "its host is no valid name or address, or its port is no number";
    }

    private int defaultPort(String scheme) {
        return scheme.equals(kind.secureScheme()) ? 443 : 80;
    }

    private static String requestTarget(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw invalid(otherwise);
        }
    }

    private WebSocketException invalid(String why) {
        String purpose = kind == UrlKind.WEBSOCKET ? "a WebSocket" : "HTTP";
        return new WebSocketException(Reason.INVALID_URL, "This URL can't be used for " + purpose + ": " + why + ".");
    }
}
