package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.platform.CheckedUrl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a redirect leads: its Location header, which is relative to the URL that was asked (RFC 9110, section 10.2.2).
 * The JDK's {@code URI} resolves a Location that is a query only wrongly, and what it makes of others need not be what
 * was written.
 */
final class Location {

    /** RFC 3986, appendix B. Matches any text. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:([^:/?#]+):)?(//[^/?#]*)?([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);

    private Location() {}

    /**
     * Resolves (RFC 3986, section 5.2). Checks nothing: what comes out may be no URL.
     *
     * @param base what was asked
     * @param location as the server wrote it
     */
    static String resolve(CheckedUrl base, String location) {
        Matcher reference = REFERENCE.matcher(location);
        if (!reference.matches()) {
            throw new IllegalStateException("The pattern matches everything");
        }
        if (reference.group(1) != null) {
            String scheme = reference.group(1);
            return ofWebSocket(scheme) + location.substring(scheme.length());
        }
        if (reference.group(2) != null) {
            return base.scheme() + ":" + location;
        }
        String path = reference.group(3);
        String query = orNothing(reference.group(4));
        String target;
        if (path.isEmpty()) {
            target = query.isEmpty() ? base.requestTarget() : path(base) + query;
        } else {
            String absolute = path.startsWith("/") ? path : upToLastSlash(path(base)) + path;
            target = withoutDots(absolute) + query;
        }
        return base.scheme() + "://" + base.authority() + target + orNothing(reference.group(5));
    }

    private static String orNothing(String group) {
        return group == null ? "" : group;
    }

    /** Servers that know nothing of WebSockets say http. */
    private static String ofWebSocket(String scheme) {
        if (scheme.equalsIgnoreCase("http")) {
            return "ws";
        }
        return scheme.equalsIgnoreCase("https") ? "wss" : scheme;
    }

    private static String path(CheckedUrl base) {
        String target = base.requestTarget();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String upToLastSlash(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** RFC 3986, section 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String last = "";
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
            }
            last = segment;
        }
        boolean endsInDots = last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (endsInDots && !kept.isEmpty() ? "/" : "");
    }
}
