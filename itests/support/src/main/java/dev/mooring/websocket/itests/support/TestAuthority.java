package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority for one test: trusted by nobody until the test says so, and gone with its object. Keys are
 * made at run time and never touch the disk.
 */
public final class TestAuthority {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final X500Principal SERVER = new X500Principal("CN=Throw-away test server");
    private static final Duration DAY = Duration.ofDays(1);

    // Basic constraints: is an authority. Key usage: signs certificates. Both are critical.
    private static final byte[] CA = Der.sequence(Der.hex("0603551d13" + "0101ff" + "0405" + "30030101ff"));
    private static final byte[] SIGNS = Der.sequence(Der.hex("0603551d0f" + "0101ff" + "0404" + "03020204"));

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final Instant from;
    private final Instant until;

    private TestAuthority(KeyPair keys, X509Certificate certificate, Instant from, Instant until) {
        this.keys = keys;
        this.certificate = certificate;
        this.from = from;
        this.until = until;
    }

    /**
     * Makes a new authority, with a key of its own.
     *
     * @return the authority
     */
    public static TestAuthority create() {
        try {
            KeyPair keys = newKeys();
            X500Principal name = new X500Principal("CN=Throw-away test authority " + RANDOM.nextInt(1 << 30));
            Instant from = Instant.now().minus(DAY);
            Instant until = Instant.now().plus(DAY);
            X509Certificate certificate = new TestCertificate(name, keys, from, until).issue(name, keys, CA, SIGNS);
            return new TestAuthority(keys, certificate, from, until);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No test authority could be made", e);
        }
    }

    /**
     * Makes a certificate that nobody has issued but its owner.
     *
     * @param hosts what it is for: DNS names, or addresses as text
     * @return a key store with one entry, without a password
     */
    public static KeyStore selfSigned(String... hosts) {
        try {
            KeyPair keys = newKeys();
            X509Certificate certificate = new TestCertificate(
                            SERVER,
                            keys,
                            Instant.now().minus(DAY),
                            Instant.now().plus(DAY))
                    .issue(SERVER, keys, alternativeNames(hosts));
            return store("", keys, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be made for " + String.join(", ", hosts), e);
        }
    }

    /**
     * Makes the same authority issue what is valid at another time than now.
     *
     * @param validFrom from when on
     * @param validUntil until when
     * @return an object with the same key and certificate
     */
    public TestAuthority issuing(Instant validFrom, Instant validUntil) {
        return new TestAuthority(keys, certificate, validFrom, validUntil);
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
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No TLS context could be made", e);
        }
    }

    /**
     * Makes a trust manager that trusts this authority and no other.
     *
     * @return the JDK's kind
     */
    public X509TrustManager trust() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            return (X509TrustManager) trust.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No trust manager could be made", e);
        }
    }

    /**
     * Makes a trust store with this authority alone.
     *
     * @return a key store of type PKCS12
     */
    public KeyStore trustStore() {
        try {
            KeyStore trusted = newStore();
            trusted.setCertificateEntry("authority", certificate);
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No trust store could be made", e);
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
            return store("", server, issuer().issue(SERVER, server, alternativeNames(hosts)), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be issued to " + String.join(", ", hosts), e);
        }
    }

    /**
     * Issues a certificate to a client.
     *
     * @param name the common name
     * @return a key manager that shows it to servers that trust this authority
     */
    public X509KeyManager issueToClient(String name) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(clientStore(name, ""), new char[0]);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be issued to " + name, e);
        }
    }

    /**
     * Issues a certificate to a client.
     *
     * @param name the common name
     * @param password of the key
     * @return a key store with one entry, key and chain
     */
    public KeyStore clientStore(String name, String password) {
        try {
            KeyPair client = newKeys();
            return store(password, client, issuer().issue(new X500Principal("CN=" + name), client), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be issued to " + name, e);
        }
    }

    private TestCertificate issuer() {
        return new TestCertificate(certificate.getSubjectX500Principal(), keys, from, until);
    }

    private static KeyStore store(String password, KeyPair owner, Certificate... chain)
            throws GeneralSecurityException {
        KeyStore store = newStore();
        store.setKeyEntry("owner", owner.getPrivate(), password.toCharArray(), chain);
        return store;
    }

    private static byte[] alternativeNames(String... hosts) {
        byte[][] names = Arrays.stream(hosts).map(TestAuthority::name).toArray(byte[][]::new);
        return Der.sequence(Der.hex("0603551d11"), Der.octets(Der.sequence(names)));
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
