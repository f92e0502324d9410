package dev.mooring.websocket.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.spi.Challenge;
import dev.mooring.websocket.spi.Challenge.Challenger;
import dev.mooring.websocket.spi.Credentials;
import dev.mooring.websocket.spi.CredentialsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialsLookupTest {

    private static final Challenge CHALLENGE =
            new Demand(Challenger.PROXY, "proxy.example", 3128, false, Optional.of("a"), "com.example");

    private final List<CredentialsService> services = new ArrayList<>();
    private final CredentialsLookup lookup =
            new CredentialsLookup(() -> services, new Log(() -> null, thread -> false));

    @Test
    void withoutServicesThereIsNoAnswer() {
        assertThat(lookup.ask(CHALLENGE)).isEmpty();
    }

    @Test
    void theFirstThatKnowsAnAnswerGivesIt() {
        List<Challenge> asked = new ArrayList<>();
        services.add(challenge -> {
            asked.add(challenge);
            return Optional.empty();
        });
        services.add(challenge -> Optional.of(new Credentials("second", "x")));
        services.add(challenge -> {
            throw new AssertionError("asked though there was an answer");
        });

        assertThat(lookup.ask(CHALLENGE)).hasValue(new Credentials("second", "x"));
        assertThat(asked).containsExactly(CHALLENGE);
    }

    // A service may be written without our checks.
    @SuppressWarnings("NullAway")
    @Test
    void oneThatFailsKnowsNone() {
        services.add(challenge -> {
            throw new LinkageError("gone");
        });
        services.add(challenge -> null);
        services.add(challenge -> {
            Thread.currentThread().interrupt();
            return Optional.of(new Credentials("third", "x"));
        });

        assertThat(lookup.ask(CHALLENGE)).hasValue(new Credentials("third", "x"));
        assertThat(Thread.interrupted()).isFalse();
    }
}
