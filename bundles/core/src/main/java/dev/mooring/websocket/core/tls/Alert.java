package dev.mooring.websocket.core.tls;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the peer has broken off with (RFC 8446, section 6.2).
 *
 * @param name as the RFC writes it
 */
record Alert(String name) {

    /** In the message of an exception is the only place where JSSE tells. */
    private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: ([a-z0-9_]+)");

    private static final Set<String> CERTIFICATE = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "certificate_required");

    private static final Set<String> CHOICE = Set.of("handshake_failure", "insufficient_security");

    static Optional<Alert> in(String messageOfJsse) {
        Matcher message = RECEIVED.matcher(messageOfJsse);
        return message.find() ? Optional.of(new Alert(message.group(1))) : Optional.empty();
    }

    boolean isAboutVersion() {
        return name.equals("protocol_version");
    }

    boolean isAboutName() {
        return name.equals("unrecognized_name");
    }

    /** The client's. */
    boolean isAboutCertificate() {
        return CERTIFICATE.contains(name);
    }

    boolean isDemandForCertificate() {
        return name.equals("certificate_required");
    }

    /** Nothing that was offered will do. OpenSSL says this of a missing certificate as well. */
    boolean isAboutChoice() {
        return CHOICE.contains(name);
    }
}
