package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks what an extension wants to add to the upgrade request. No message has a value in it: values may be secrets.
 */
public final class RequestFields {

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    /** RFC 9110, section 5.5: visible characters, blanks and tabs, in Latin-1. */
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private static final Set<String> OF_THE_HANDSHAKE =
            Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding");

    private final Settings settings;

    public RequestFields(Settings settings) {
        this.settings = settings;
    }

    /** Throws {@code INVALID_HEADER} for the first header that must not be sent. */
    public void checkHeaders(Map<String, String> headers) {
        if (headers.size() > settings.maxHeaders()) {
            throw refusedHeader("there are " + headers.size() + ", and " + settings.maxHeaders() + " are allowed");
        }
        int size = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (size > settings.maxHeaderBytes()) {
            throw refusedHeader(
                    "together they have " + size + " bytes, and " + settings.maxHeaderBytes() + " are allowed");
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches()) {
                throw refusedHeader(
                        "\"" + printable(name) + "\" is not a header name; use letters, digits and !#$%&'*+-.^_`|~");
            }
            if (isOfTheHandshake(name)) {
                throw refusedHeader(name + " belongs to the handshake and is set by the platform; leave it out");
            }
            if (!FIELD_VALUE.matcher(value).matches()) {
                throw refusedHeader("the value of " + name + " has a line break, another control character, or a"
                        + " character outside Latin-1; encode it");
            }
        });
    }

    private static boolean isOfTheHandshake(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OF_THE_HANDSHAKE.contains(lower) || lower.startsWith("sec-websocket-") || lower.startsWith("proxy-");
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static WebSocketException refusedHeader(String why) {
        return new WebSocketException(Reason.INVALID_HEADER, "A request header was refused: " + why);
    }

    /** Throws {@code INVALID_SUBPROTOCOL} for the first one that is no token or that is there twice. */
    public void checkSubprotocols(List<String> offered) {
        if (offered.size() > settings.maxHeaders()) {
            throw refusedSubprotocol("there are " + offered.size() + ", and " + settings.maxHeaders() + " are allowed");
        }
        int size = offered.stream().mapToInt(String::length).sum();
        if (size > settings.maxHeaderBytes()) {
            throw refusedSubprotocol(
                    "together they have " + size + " bytes, and " + settings.maxHeaderBytes() + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < offered.size(); i++) {
            // By its place: some servers take secrets in place of a subprotocol.
            String which = "number " + (i + 1) + " of those offered";
            if (!TOKEN.matcher(offered.get(i)).matches()) {
                throw refusedSubprotocol(which + " is not a token; use letters, digits and !#$%&'*+-.^_`|~");
            }
            if (!seen.add(offered.get(i))) {
                throw refusedSubprotocol(which + " is offered twice; name each once");
            }
        }
    }

    private static WebSocketException refusedSubprotocol(String why) {
        return new WebSocketException(Reason.INVALID_SUBPROTOCOL, "A subprotocol was refused: " + why);
    }
}
