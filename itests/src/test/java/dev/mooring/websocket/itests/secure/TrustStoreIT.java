package dev.mooring.websocket.itests.secure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.itests.LogEntries;
import dev.mooring.websocket.itests.support.ClientTls;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.ServerTls;
import dev.mooring.websocket.itests.support.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.After;
import org.junit.Test;

/** What the Java runtime trusts and shows by itself, and how it changes while everything runs. */
public class TrustStoreIT extends SecureTest {

    private static final String KEY_STORE = "javax.net.ssl.keyStore";
    private static final String UNUSABLE =
            "the Java runtime's trust store or key store can't be used. The platform's log says why; the system"
                    + " properties javax.net.ssl.trustStore and keyStore name them.";

    private final TestAuthority first = TestAuthority.create();
    private final TestAuthority second = TestAuthority.create();
    private final SSLContext before = defaultContext();

    @After
    public void restore() {
        System.clearProperty(KEY_STORE);
        System.clearProperty(KEY_STORE + "Password");
        SSLContext.setDefault(before);
    }

    @Test
    public void aTrustStoreThatIsReplacedCountsForTheNextConnection() throws Exception {
        EchoServer ofFirst = server(first.issue("secure.test"));
        EchoServer ofSecond = server(second.issue("secure.test"));
        Path store = trust(first);
        connect("secure.test", ofFirst);
        assertThat(refusal("secure.test", ofSecond)).contains("not trusted here");

        // As careful operators do it; and neither the time nor the name of the file tells that it is another one.
        FileTime time = Files.getLastModifiedTime(store);
        Path prepared = folder.getRoot().toPath().resolve("prepared.p12");
        write(second.trustStore(), prepared);
        Files.setLastModifiedTime(prepared, time);
        Files.move(prepared, store, StandardCopyOption.REPLACE_EXISTING);

        connect("secure.test", ofSecond);
        assertThat(refusalOfKnown("secure.test", ofFirst)).contains("not trusted here");
    }

    @Test
    public void aTrustStoreThatIsWrittenToCountsForTheNextConnection() throws Exception {
        EchoServer ofSecond = server(second.issue("secure.test"));
        Path store = trust(first);
        assertThat(refusal("secure.test", ofSecond)).contains("not trusted here");

        write(second.trustStore(), store);
        Files.setLastModifiedTime(
                store,
                FileTime.from(Files.getLastModifiedTime(store).toInstant().plus(Duration.ofSeconds(1))));

        connect("secure.test", ofSecond);
    }

    @Test
    public void aTrustStoreThatIsBrokenOrMissingTrustsNobody() throws Exception {
        EchoServer server = server(first.issue("secure.test"));
        LogEntries log = LogEntries.of(context);
        Path store = trust(first);

        Files.write(store, new byte[] {1, 2, 3});
        assertThat(refusal("secure.test", server)).isEqualTo(UNUSABLE);
        Files.delete(store);
        assertThat(refusal("secure.test", server)).isEqualTo(UNUSABLE);
        log.await(entry -> entry.contains("trust store or key store can't be used"));

        write(first.trustStore(), store);
        connect("secure.test", server);
    }

    @Test
    public void theRuntimesKeyStoreIsShownAndReadAnew() throws Exception {
        trust(first);
        EchoServer server = server(ServerTls.of(first.issue("secure.test")).withClientsOf(second));
        Path keys = folder.getRoot().toPath().resolve("keys.p12");
        System.setProperty(KEY_STORE, keys.toString());
        System.setProperty(KEY_STORE + "Password", "secret");

        assertThat(connectWith(keys, "one", server).client()).isEqualTo("CN=one");
        assertThat(connectWith(keys, "two", server).client()).isEqualTo("CN=two");
    }

    private ClientTls connectWith(Path keys, String client, EchoServer server) throws Exception {
        Path prepared = folder.getRoot().toPath().resolve(client);
        try (var out = Files.newOutputStream(prepared)) {
            second.clientStore(client, "secret").store(out, "secret".toCharArray());
        }
        Files.move(prepared, keys, StandardCopyOption.REPLACE_EXISTING);
        return connect("secure.test", server);
    }

    @Test
    public void aContextThatAProgramHasMadeTheDefaultCounts() throws Exception {
        trust(first);
        SSLContext.setDefault(second.trustingContext());

        connect("secure.test", server(second.issue("secure.test")));
        assertThat(refusal("secure.test", server(first.issue("secure.test")))).contains("not trusted here");
    }

    @Test
    public void theHostNameIsCheckedAlsoInADefaultThatTrustsEverybody() throws Exception {
        SSLContext careless = SSLContext.getInstance("TLS");
        careless.init(null, new TrustManager[] {new TrustEverybodyExtended()}, null);
        SSLContext.setDefault(careless);
        EchoServer server = server(first.issue("secure.test"));

        assertThat(refusal("other.test", server))
                .startsWith("the server's certificate is for secure.test, and not for other.test. ");
        connect("secure.test", server);
    }

    /** One that has had connections before. */
    private String refusalOfKnown(String host, EchoServer server) throws Exception {
        return refusal(sockets(), host, server.port(), ConnectOptions.defaults());
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
