package dev.mooring.websocket.itests.support;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/** What it takes to issue certificates (RFC 5280, section 4.1): who does it, and for which time. */
record TestCertificate(X500Principal issuer, KeyPair issuerKeys, Instant from, Instant until) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.hex("06082a8648ce3d040302"));

    X509Certificate issue(X500Principal subject, KeyPair owner, byte[]... extensions) throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(64, RANDOM).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                issuer.getEncoded(),
                Der.sequence(Der.time(from), Der.time(until)),
                subject.getEncoded(),
                owner.getPublic().getEncoded(),
                extensions.length == 0 ? new byte[0] : Der.value(0xa3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKeys.getPrivate());
        signature.update(content);
        byte[] certificate = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }
}
