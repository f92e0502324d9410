package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What goes along with a redirect. Nothing that may be a secret goes to another origin (RFC 6454, section 4: scheme,
 * host and port), and nothing goes from a secure connection to a plain one.
 */
final class RedirectRule {

    /** Any other header may say who the extension or its user is. */
    private static final Set<String> HARMLESS = Set.of("accept-language", "origin", "user-agent");

    private final CheckedUrl from;
    private final CheckedUrl to;

    RedirectRule(CheckedUrl from, CheckedUrl to) {
        this.from = from;
        this.to = to;
    }

    /** Throws {@code HANDSHAKE} if the redirect must not be followed at all. */
    void check(List<String> subprotocols) {
        if (from.secure() && !to.secure()) {
            throw refused("It leads from a secure connection to one that is not.");
        }
        // Without them it would be another connection than the one that was asked for, and some servers take secrets in
        // place of a subprotocol.
        if (!isSameOrigin() && !subprotocols.isEmpty()) {
            throw refused("It leads to " + to + ", another origin, to which the subprotocols that the extension offers"
                    + " are not sent: they may hold secrets. Connect to it at once.");
        }
    }

    /** Those of an extension's headers that go along. */
    Map<String, String> headers(Map<String, String> added) {
        if (isSameOrigin()) {
            return added;
        }
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        kept.putAll(added);
        kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
        return kept;
    }

    private boolean isSameOrigin() {
        return from.scheme().equals(to.scheme()) && from.host().equals(to.host()) && from.port() == to.port();
    }

    private static WebSocketException refused(String why) {
        return new WebSocketException(Reason.HANDSHAKE, why);
    }
}
