package dev.mooring.websocket.core.deflate;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.deflate.Extension.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client offers of permessage-deflate, and how it reads the answer (RFC 7692, section 7.1).
 *
 * <p>{@code client_max_window_bits} is never offered: the JDK's deflaters always use a window of 15 bits, so a smaller
 * one could not be promised. A server may still choose a smaller one of its own.
 *
 * @param contextTakeover whether a message may refer to those before it. It compresses better, and costs each
 *     connection the memory of its inflater and deflater until it closes
 */
public record DeflateOffer(boolean contextTakeover) {

    static final String NAME = "permessage-deflate";
    static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";

    /** For the field {@code Sec-WebSocket-Extensions} of the request. */
    public String fieldValue() {
        return new DeflateAgreement(!contextTakeover, !contextTakeover).fieldValue();
    }

    /**
     * Reads the answer. Throws {@link WebSocketException}, reason {@code HANDSHAKE}, if it is not one to this offer: a
     * client must not go on then (RFC 7692, section 7.1).
     *
     * @param fieldValues of all fields {@code Sec-WebSocket-Extensions} of the answer
     * @return empty if the server declined
     */
    public Optional<DeflateAgreement> agreement(List<String> fieldValues) {
        List<Extension> chosen;
        try {
            chosen = Extension.parse(fieldValues);
        } catch (IllegalArgumentException e) {
            throw refused("it is no list of extensions: " + e.getMessage());
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (!chosen.stream().allMatch(extension -> extension.name().equals(NAME))) {
            throw new WebSocketException(
                    Reason.HANDSHAKE, "The server chose a protocol extension that was not offered.");
        }
        if (chosen.size() > 1) {
            throw refused("it accepts " + NAME + " more than once");
        }
        return Optional.of(agreement(chosen.get(0)));
    }

    private DeflateAgreement agreement(Extension chosen) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : chosen.parameters()) {
            check(parameter.name(), parameter.value());
            if (!names.add(parameter.name())) {
                throw refused("it has " + parameter.name() + " twice");
            }
        }
        boolean serverForgets = names.contains(SERVER_NO_CONTEXT_TAKEOVER);
        if (!contextTakeover && !serverForgets) {
            // To accept an offer with it is to repeat it (section 7.1.1.1). The memory for what the server would keep
            // is not there.
            throw refused("it leaves out " + SERVER_NO_CONTEXT_TAKEOVER + ", without which it was not offered");
        }
        // The server can ask us to forget; that we may remember is nothing that we must make use of (section 7.1.1.2).
        return new DeflateAgreement(!contextTakeover || names.contains(CLIENT_NO_CONTEXT_TAKEOVER), serverForgets);
    }

    private static void check(String parameter, @Nullable String value) {
        switch (parameter) {
            case CLIENT_NO_CONTEXT_TAKEOVER, SERVER_NO_CONTEXT_TAKEOVER -> {
                if (value != null) {
                    throw refused("it gives " + parameter + " a value, which has none");
                }
            }
            case SERVER_MAX_WINDOW_BITS -> {
                if (value == null || !value.matches("[89]|1[0-5]")) {
                    throw refused("its " + parameter + " is no number from 8 to 15");
                }
            }
            case CLIENT_MAX_WINDOW_BITS -> throw refused("it has " + parameter + ", which was not offered");
            default -> throw refused("it has a parameter that " + NAME + " does not define");
        }
    }

    private static WebSocketException refused(String why) {
        return new WebSocketException(
                Reason.HANDSHAKE,
                "The server's answer to the offer of compression (Sec-WebSocket-Extensions) is not valid: " + why
                        + ". Connect without compression, or have the server mended.");
    }
}
