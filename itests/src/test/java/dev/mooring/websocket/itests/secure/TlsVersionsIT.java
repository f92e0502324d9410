package dev.mooring.websocket.itests.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ServerTls;
import dev.mooring.websocket.itests.support.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

/** TLS 1.2 and 1.3, also in a Java runtime that has been told to speak what is older; and whom the server is told. */
public class TlsVersionsIT extends SecureTest {

    private final TestAuthority authority = TestAuthority.create();

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                names(),
                vmOption("-Djava.security.properties=" + nothingDisabled()),
                vmOption("-Djdk.tls.client.protocols=TLSv1,TLSv1.1,TLSv1.2,TLSv1.3"));
    }

    private static Path nothingDisabled() {
        try {
            return Files.write(
                    Containers.target().resolve("secure.security"),
                    List.of("jdk.tls.disabledAlgorithms=", "jdk.certpath.disabledAlgorithms="));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Before
    public void trustTheAuthority() {
        trust(authority);
    }

    @Test
    public void onlyTls12() throws Exception {
        assertThat(connect("secure.test", speaking("TLSv1.2")).version()).isEqualTo("TLSv1.2");
    }

    @Test
    public void onlyTls13() throws Exception {
        assertThat(connect("secure.test", speaking("TLSv1.3")).version()).isEqualTo("TLSv1.3");
    }

    @Test
    public void whatIsOlderIsRefused() throws Exception {
        for (String version : List.of("TLSv1.1", "TLSv1")) {
            assertThat(refusal("secure.test", speaking(version)))
                    .startsWith("the server speaks neither TLS 1.2 nor TLS 1.3. ");
        }
    }

    @Test
    public void theServerIsToldTheName() throws Exception {
        EchoServer server = server(authority.issue("secure.test", "localhost"));

        assertThat(connect("Secure.TEST", server).serverNames()).containsExactly("secure.test");
        assertThat(connect("localhost", server).serverNames()).containsExactly("localhost");
    }

    @Test
    public void anAddressIsNoNameAndIsCheckedAsAnAddress() throws Exception {
        assertThat(connect("127.0.0.1", server(authority.issue("127.0.0.1"))).serverNames())
                .isEmpty();
        assertThat(refusal("127.0.0.1", server(authority.issue("secure.test", "127.0.0.2"))))
                .startsWith("the server's certificate is for secure.test, 127.0.0.2, and not for 127.0.0.1. ");
    }

    @Test
    public void aStarStandsForOneLabel() throws Exception {
        connect("a.wild.test", server(authority.issue("*.wild.test")));
        assertThat(refusal("a.wild.test", server(authority.issue("*.test")))).contains("and not for a.wild.test. ");
    }

    private EchoServer speaking(String version) {
        return server(ServerTls.of(authority.issue("secure.test")).withVersions(version));
    }
}
