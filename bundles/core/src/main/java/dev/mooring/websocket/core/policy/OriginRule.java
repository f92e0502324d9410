package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which Origin header goes out (RFC 6455, section 10.2). A client that is no browser needs none, and some servers want
 * one all the same; the platform decides who may say where a connection comes from.
 */
public final class OriginRule {

    /** {@code extension}, {@code none}, or the origin that every connection has. */
    public static final String PROPERTY = "dev.mooring.websocket.origin";

    private static final String HEADER = "Origin";
    private static final String EXTENSION = "extension";
    private static final String NONE = "none";

    private final String rule;

    private OriginRule(String rule) {
        this.rule = rule;
    }

    /** Throws if the value is neither a word of ours nor an origin. */
    public static OriginRule parse(@Nullable String value) {
        String rule = value == null ? EXTENSION : value.strip();
        if (!rule.equals(EXTENSION) && !rule.equals(NONE) && !isOrigin(rule)) {
            throw new IllegalArgumentException("The framework property " + PROPERTY
                    + " must be \"extension\", \"none\" or an origin such as https://ide.example.com, not \"" + value
                    + "\"");
        }
        return new OriginRule(rule);
    }

    /** Scheme, host and port, and nothing else (RFC 6454, section 6.1). */
    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && text.equals(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The headers to send. Throws {@code INVALID_HEADER} if an extension sets what the platform keeps for itself. */
    Map<String, String> apply(Map<String, String> headers) {
        if (rule.equals(EXTENSION)) {
            return headers;
        }
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        if (sent.containsKey(HEADER)) {
            throw new WebSocketException(
                    Reason.INVALID_HEADER,
                    "A request header was refused: Origin is set by the platform. Leave it out.");
        }
        if (!rule.equals(NONE)) {
            sent.put(HEADER, rule);
        }
        return sent;
    }
}
