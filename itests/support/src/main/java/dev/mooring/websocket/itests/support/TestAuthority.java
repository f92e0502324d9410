package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority for one test: trusted by nobody until the test says so, and gone with its object. Keys are
 * made at run time and never touch the disk.
 */
public final class TestAuthority {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final X500Principal NAME = new X500Principal("CN=Throw-away test authority");
    private static final X500Principal SERVER = new X500Principal("CN=Throw-away test server");

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.hex("06082a8648ce3d040302"));
    // Basic constraints: is an authority. Key usage: signs certificates. Both are critical.
    private static final byte[] CA = Der.sequence(Der.hex("0603551d13" + "0101ff" + "0405" + "30030101ff"));
    private static final byte[] SIGNS = Der.sequence(Der.hex("0603551d0f" + "0101ff" + "0404" + "03020204"));

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /**
     * Makes a new authority, with a key of its own.
     *
     * @return the authority
     */
    public static TestAuthority create() {
        try {
            KeyPair keys = newKeys();
            X509Certificate certificate = sign(keys, NAME, keys, CA, SIGNS);
            return new TestAuthority(keys, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No test authority could be made", e);
        }
    }

    /**
     * The authority's own certificate: what trusts it, trusts all that it has issued.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Makes a context for clients that trust this authority and no other.
     *
     * @return the context
     */
    public SSLContext trustingContext() {
        try {
            KeyStore trusted = newStore();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No TLS context could be made", e);
        }
    }

    /**
     * Issues a certificate to a server.
     *
     * @param hosts what it is for: DNS names, or addresses as text
     * @return a key store with one entry, key and chain, without a password
     */
    public KeyStore issue(String... hosts) {
        requireNonNull(hosts, "hosts");
        try {
            KeyPair server = newKeys();
            byte[][] names = Arrays.stream(hosts).map(TestAuthority::name).toArray(byte[][]::new);
            byte[] subjectAlternativeNames = Der.octets(Der.sequence(names));
            X509Certificate issued =
                    sign(keys, SERVER, server, Der.sequence(Der.hex("0603551d11"), subjectAlternativeNames));
            KeyStore store = newStore();
            store.setKeyEntry("server", server.getPrivate(), new char[0], new Certificate[] {issued, certificate});
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be issued to " + String.join(", ", hosts), e);
        }
    }

    // RFC 5280, section 4.1
    private static X509Certificate sign(KeyPair issuer, X500Principal subject, KeyPair owner, byte[]... extensions)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] content = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(64, RANDOM).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                NAME.getEncoded(),
                Der.sequence(Der.time(now.minus(1, DAYS)), Der.time(now.plus(1, DAYS))),
                subject.getEncoded(),
                owner.getPublic().getEncoded(),
                Der.value(0xa3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(content);
        byte[] certificate = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] name(String host) {
        if (!host.contains(":") && !host.matches("[0-9.]+")) {
            return Der.value(0x82, host.getBytes(US_ASCII));
        }
        try {
            // An address: nothing is looked up.
            return Der.value(0x87, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + host, e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static KeyStore newStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("An empty key store needs no reading", e);
        }
        return store;
    }
}
