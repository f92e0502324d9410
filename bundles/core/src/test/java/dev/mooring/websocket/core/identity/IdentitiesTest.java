package dev.mooring.websocket.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** One bundle at a time. */
class IdentitiesTest {

    @TempDir
    private static Path cache;

    private static Felix felix;
    private static Bundle first;
    private static Bundle second;
    private static Bundle broken;

    private final Identities identities = new Identities();

    @BeforeAll
    static void startFelix() throws BundleException {
        felix = Felix.start(cache);
        first = felix.install("com.example.one", Map.of("Extension-Id", "chat"), Map.of());
        second = felix.install("com.example.two", Map.of("Extension-Id", "chat"), Map.of());
        broken = felix.install("com.example.three", Map.of("Extension-Id", "chat!"), Map.of());
    }

    @AfterAll
    static void stopFelix() throws Exception {
        felix.stop();
    }

    @Test
    void theSecondIsRefusedAndToldByWhom() {
        Identity holder = identities.claim(first);
        Identity refused = identities.claim(second);

        assertThat(holder.isValid()).isTrue();
        assertThat(refused.extensionId()).isEqualTo("bundle:" + second.getBundleId());
        assertThatThrownBy(refused::check)
                .hasMessage("The extension id \"chat\" of " + refused.label() + " is taken by " + holder.label()
                        + " from " + holder.location() + ". Give one of them another id, in resource.json or in the"
                        + " manifest header Extension-Id; or start this one again once the other has stopped.");
    }

    @Test
    void whatIsReleasedCanBeClaimedButNotByWhoWasRefused() {
        Identity holder = identities.claim(first);
        Identity refused = identities.claim(second);

        identities.release(holder);

        assertThat(refused.isValid()).isFalse();
        assertThat(identities.claim(second).isValid()).isTrue();
        assertThat(identities.claim(first).isValid()).isFalse();
    }

    @Test
    void whoWasRefusedReleasesNothing() {
        identities.claim(first);
        identities.release(identities.claim(second));
        identities.release(identities.claim(broken));

        assertThat(identities.claim(second).isValid()).isFalse();
    }

    @Test
    void anOlderLifeReleasesNothingOfANewerOne() {
        Identity older = identities.claim(first);
        identities.release(older);
        identities.claim(first);

        identities.release(older);

        assertThat(identities.claim(second).isValid()).isFalse();
    }

    @Test
    void whoHasNoValidIdClaimsNothing() {
        assertThat(identities.claim(broken).isValid()).isFalse();
        assertThat(identities.claim(broken).isValid()).isFalse();
        assertThat(identities.claim(first).isValid()).isTrue();
    }

    @Test
    void ofAllThatClaimAtOnceOneGetsIt() throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bundles.add(felix.install("com.example.many" + i, Map.of("Extension-Id", "many"), Map.of()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(bundles.size());
        try {
            for (int round = 0; round < 200; round++) {
                List<Identity> claimed = new ArrayList<>();
                for (Future<Identity> claim : threads.invokeAll(bundles.stream()
                        .map(bundle -> (Callable<Identity>) () -> identities.claim(bundle))
                        .toList())) {
                    claimed.add(claim.get());
                }

                assertThat(claimed).filteredOn(Identity::isValid).hasSize(1);
                claimed.forEach(identities::release);
            }
        } finally {
            threads.shutdown();
        }
    }
}
