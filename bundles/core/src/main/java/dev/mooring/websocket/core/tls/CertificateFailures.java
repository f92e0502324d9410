package dev.mooring.websocket.core.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a server's certificate. */
final class CertificateFailures {

    /** How many of a certificate's names are told. */
    private static final int NAMES = 5;

    private static final String VALID_AND_TRUSTED = "The server needs one that is valid for this host and trusted";

    private CertificateFailures() {}

    /**
     * In words.
     *
     * @param chain what the server has shown, its own certificate first; empty if that is not known
     */
    static String explain(ServerName server, List<X509Certificate> chain, CertificateException refusal) {
        boolean isAboutTrust = TlsFailures.causeOf(refusal, CertPathValidatorException.class)
                        .isPresent()
                || TlsFailures.causeOf(refusal, CertPathBuilderException.class).isPresent();
        if (isAboutTrust) {
            return notTrusted(chain, refusal);
        }
        if (!chain.isEmpty() && !server.isNamedBy(chain.get(0))) {
            return wrongHost(server, chain.get(0));
        }
        return outOfDate(chain, refusal)
                .orElseGet(() -> "the server's certificate was not accepted ("
                        + Printable.of(String.valueOf(refusal.getMessage())) + "). " + VALID_AND_TRUSTED + ".");
    }

    static String wrongHost(ServerName server, X509Certificate certificate) {
        List<String> names = ServerName.namesIn(certificate);
        String listed = names.stream().limit(NAMES).map(Printable::of).collect(Collectors.joining(", "));
        String who = names.isEmpty() ? "for no host" : "for " + listed + (names.size() > NAMES ? " and others" : "");
        return "the server's certificate is " + who + ", and not for " + server.text()
                + ". Check the host name; if it is right, the server needs a certificate that is valid for this host and"
                + " trusted.";
    }

    private static String notTrusted(List<X509Certificate> chain, CertificateException refusal) {
        if (!chain.isEmpty() && isOfItself(chain.get(0))) {
            return "the server's certificate is signed by itself, and not trusted here. " + VALID_AND_TRUSTED
                    + "; if the server is the platform's own, add its certificate to the platform's trust store.";
        }
        Optional<String> outOfDate = outOfDate(chain, refusal);
        if (outOfDate.isPresent()) {
            return outOfDate.get();
        }
        if (isFor(refusal, BasicReason.REVOKED)) {
            return "the server's certificate has been revoked. " + VALID_AND_TRUSTED + ".";
        }
        if (isFor(refusal, BasicReason.ALGORITHM_CONSTRAINED)) {
            return "the server's certificate is made with an algorithm or a key that counts as broken. "
                    + VALID_AND_TRUSTED + ".";
        }
        String issuer = chain.isEmpty() ? "" : " was issued by " + issuerOf(chain.get(chain.size() - 1)) + ", and";
        return "the server's certificate" + issuer + " is not trusted here. " + VALID_AND_TRUSTED
                + ", with all certificates between its own and a trusted authority's; if the authority is the platform's"
                + " own, add it to the platform's trust store.";
    }

    private static Optional<String> outOfDate(List<X509Certificate> chain, CertificateException refusal) {
        Instant now = Instant.now();
        for (X509Certificate certificate : chain) {
            String whose = certificate.equals(chain.get(0))
                    ? "the server's certificate"
                    : "the certificate of "
                            + Printable.of(certificate.getSubjectX500Principal().getName())
                            + ", which vouches for the server,";
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            if (now.isAfter(until)) {
                return Optional.of(whose + " expired at " + until + ". Whoever runs the server has to renew it.");
            }
            if (now.isBefore(from)) {
                return Optional.of(whose + " is not valid before " + from
                        + ". Check this machine's clock; if it is right, the server's certificate is premature.");
            }
        }
        if (TlsFailures.causeOf(refusal, CertificateExpiredException.class).isPresent()) {
            return Optional.of("the server's certificate has expired. Whoever runs the server has to renew it.");
        }
        if (TlsFailures.causeOf(refusal, CertificateNotYetValidException.class).isPresent()) {
            return Optional.of("the server's certificate is not valid yet. Check this machine's clock; if it is right,"
                    + " the server's certificate is premature.");
        }
        return Optional.empty();
    }

    private static boolean isFor(CertificateException refusal, BasicReason reason) {
        return TlsFailures.causeOf(refusal, CertPathValidatorException.class)
                .filter(e -> e.getReason() == reason)
                .isPresent();
    }

    private static boolean isOfItself(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static String issuerOf(X509Certificate certificate) {
        return Printable.of(certificate.getIssuerX500Principal().getName());
    }
}
