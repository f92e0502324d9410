package dev.mooring.websocket.core.tls;

import dev.mooring.websocket.core.url.Literals;
import dev.mooring.websocket.platform.CheckedUrl;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who the server has to be: the host of the URL, never the address that was dialled.
 *
 * @param text a name in lower case without the dot that it may end in (RFC 6066, section 3), or an address
 * @param address what the text says, if it is no name
 */
record ServerName(String text, Optional<InetAddress> address) {

    // RFC 5280, section 4.2.1.6, as X509Certificate numbers them.
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    static ServerName of(CheckedUrl url) {
        String host = url.bareHost();
        return new ServerName(
                host.endsWith(".") ? host.substring(0, host.length() - 1) : host, Literals.addressIn(url));
    }

    boolean isAddress() {
        return address.isPresent();
    }

    /** RFC 9525, section 6. The common name of the subject is no name of a server any more (section 2). */
    boolean isNamedBy(X509Certificate certificate) {
        return address.map(InetAddress::getHostAddress)
                .map(literal -> names(certificate, IP_ADDRESS).anyMatch(literal::equals))
                .orElseGet(() -> names(certificate, DNS_NAME).anyMatch(this::matches));
    }

    private boolean matches(String pattern) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(text);
        }
        String parent = pattern.substring(1);
        int firstDot = text.indexOf('.');
        // One whole label, and not all of a top-level domain.
        return firstDot > 0
                && parent.indexOf('.', 1) > 0
                && text.substring(firstDot).equals(parent);
    }

    /** Whom a certificate is for: names and addresses. */
    static List<String> namesIn(X509Certificate certificate) {
        return Stream.concat(names(certificate, DNS_NAME), names(certificate, IP_ADDRESS))
                .toList();
    }

    private static Stream<String> names(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? Stream.empty()
                    : all.stream()
                            .filter(name -> Objects.equals(name.get(0), type))
                            .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT));
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }
}
