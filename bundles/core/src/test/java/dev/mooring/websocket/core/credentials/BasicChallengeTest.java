package dev.mooring.websocket.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.spi.Credentials;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicChallengeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "Basic realm=\"a\" | a",
                "basic REALM = a | a",
                "Basic charset=\"UTF-8\", realm=\"a, \\\"b\\\"\" | a, \"b\"",
                "Negotiate, Basic realm=\"a\" | a",
                "Negotiate YII==, Basic realm=\"a\", Digest realm=\"b\" | a",
                "Digest realm=\"b, Basic realm=c\", Basic realm=\"a\" | a",
                "Basic realm=\"\" | ''",
            })
    void theRealmIsThatOfTheBasicChallenge(String value, String realm) {
        assertThat(BasicChallenge.firstIn(List.of(value)))
                .map(BasicChallenge::realm)
                .hasValue(Optional.of(realm.equals("''") ? "" : realm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic charset=\"UTF-8\"", "Basic, Digest realm=\"b\"", "Basic abc="})
    void theRealmMayBeMissing(String value) {
        assertThat(BasicChallenge.firstIn(List.of(value)))
                .map(BasicChallenge::realm)
                .hasValue(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "Digest realm=\"Basic\"", "Digest realm=\"x, Basic", "Basically realm=a", "\"", "="})
    void anythingElseIsNone(String value) {
        assertThat(BasicChallenge.firstIn(List.of(value))).isEmpty();
    }

    @Test
    void eachValueOfTheHeaderMayHoldIt() {
        assertThat(BasicChallenge.firstIn(List.of("Negotiate", "Basic realm=a")))
                .hasValue(new BasicChallenge(Optional.of("a"), false));
        assertThat(BasicChallenge.firstIn(List.of())).isEmpty();
    }

    /** RFC 7617, sections 2 and 2.1. */
    @Test
    void theAnswerIsInUtf8IfTheChallengeSaysSo() {
        Credentials aladdin = new Credentials("Aladdin", "open sesame");
        Credentials pound = new Credentials("test", "123\u00a3");
        Credentials euro = new Credentials("test", "\u20ac");
        Credentials decomposed = new Credentials("test", "e\u0301");

        assertThat(answer("Basic realm=a", aladdin)).hasValue("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(answer("Basic realm=a, charset=\"utf-8\"", pound)).hasValue("Basic dGVzdDoxMjPCow==");
        assertThat(answer("Basic realm=a", pound)).hasValue("Basic dGVzdDoxMjOj");
        assertThat(answer("Basic realm=a, charset=UTF-8", euro)).hasValue("Basic dGVzdDrigqw=");
        assertThat(answer("Basic realm=a", euro)).isEmpty();
        assertThat(answer("Basic realm=a, charset=UTF-8", decomposed)).hasValue("Basic dGVzdDrDqQ==");
    }

    @Test
    void controlCharactersAreNotSent() {
        assertThat(answer("Basic realm=a", new Credentials("a", "b\u0007"))).isEmpty();
        assertThat(answer("Basic realm=a, charset=UTF-8", new Credentials("a\n", "b")))
                .isEmpty();
    }

    private static Optional<String> answer(String challenge, Credentials credentials) {
        return BasicChallenge.firstIn(List.of(challenge)).orElseThrow().answer(credentials);
    }
}
