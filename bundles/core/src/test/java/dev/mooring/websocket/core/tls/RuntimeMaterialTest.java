package dev.mooring.websocket.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** What does not change is read once, and connections share what can be shared. */
class RuntimeMaterialTest {

    private final AtomicInteger changes = new AtomicInteger();
    private final RuntimeMaterial runtime = new RuntimeMaterial(changes::incrementAndGet);

    @Test
    void theRuntimesTrustIsReadOnce() throws Exception {
        X509TrustManager trust = runtime.trust();

        assertThat(trust.getAcceptedIssuers()).isNotEmpty();
        assertThat(runtime.trust()).isSameAs(trust);
        assertThat(changes).hasValue(1);
    }

    @Test
    void withoutAKeyStoreThereIsNothingToShow() throws Exception {
        assertThat(runtime.keys()).isEmpty();
    }

    @Test
    void oneContextServesAllThatHaveTheSameManagersWithinABound() throws Exception {
        ContextCache cache = new ContextCache(new TlsHandshakes());
        X509TrustManager trust = runtime.trust();
        SSLContext context = cache.of(trust, Optional.empty());

        assertThat(cache.of(trust, Optional.empty())).isSameAs(context);
        assertThat(cache.of(trust, Optional.of(new WatchedKeys(Optional.empty(), new TlsHandshakes()))))
                .isNotSameAs(context);

        for (int i = 0; i < 64; i++) {
            cache.of(new WatchedTrust(trust, new TlsHandshakes()), Optional.empty());
        }
        assertThat(cache.of(trust, Optional.empty())).isNotSameAs(context);
    }
}
