package dev.mooring.websocket.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthChallengeTest {

    /** RFC 9110, section 11.6.1. */
    @Test
    void commasStandBetweenChallengesAndBetweenParameters() {
        assertThat(read("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\""))
                .containsExactly(
                        new AuthChallenge("Basic", Map.of("realm", "simple")),
                        new AuthChallenge(
                                "Newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")));
    }

    @Test
    void eachHeaderIsReadForItself() {
        assertThat(AuthChallenge.allIn(List.of("Digest realm=\"open", "Basic realm=a", "")))
                .containsExactly(new AuthChallenge("Basic", Map.of("realm", "a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "Negotiate | Negotiate",
                "Negotiate YII==, Basic | Negotiate Basic",
                "Negotiate YII==,Basic realm=a | Negotiate Basic",
                ",, Negotiate ,, Basic , | Negotiate Basic",
                "A b , C d=e | A C",
                "A b=, C | A C",
                "A b = c , d\t=\t\"e\" , F | A F",
                "A a=\"B c=d, E\", F | A F",
                "A a=\"\\\"\", B | A B",
            })
    void schemesAreToldFromParameters(String value, String schemes) {
        assertThat(read(value).stream().map(AuthChallenge::scheme)).containsExactly(schemes.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "A, B c=\"d | A",
                "A, B c=\"d\\ | A",
                "A, B c=\"d\"e | A",
                "A, B c=d, c=e | A",
                "A, B c=d e | A",
                "A, B c d | A",
                "A, B\tc=d | A",
                "A, \"B\", C | A",
                "A, B=c | A"
            })
    void behindWhatCanNotBeReadNothingIsRead(String value, String schemes) {
        assertThat(read(value).stream().map(AuthChallenge::scheme)).containsExactly(schemes.split(" "));
    }

    private static List<AuthChallenge> read(String value) {
        return AuthChallenge.allIn(List.of(value));
    }
}
