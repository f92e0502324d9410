package dev.mooring.websocket.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server demands: reading it ends, and makes up nothing. */
class AuthChallengeFuzz {

    static Stream<String> seeds() {
        return Stream.of(
                "Basic realm=\"a, \\\"b\\\"\", charset=\"UTF-8\"",
                "Negotiate YII==, Digest realm=\"b\", qop=auth, nonce=\"x\", Basic realm = c",
                ",, A b , C d=e,",
                "Basic realm=\"open",
                "Basic realm=\"open\\",
                "=",
                "");
    }

    @MethodSource("seeds")
    @FuzzTest
    void whatIsReadWasThere(@NotNull String value) {
        List<AuthChallenge> challenges = AuthChallenge.allIn(List.of(value));

        assertThat(challenges).allSatisfy(challenge -> {
            assertThat(value).contains(challenge.scheme());
            challenge.parameters().forEach((name, text) -> {
                assertThat(value).containsIgnoringCase(name);
                assertThat(text.length()).isLessThan(value.length());
            });
        });
        BasicChallenge.firstIn(List.of(value))
                .ifPresent(basic -> assertThat(challenges).anyMatch(challenge -> challenge.isBy("Basic")));
    }
}
