package dev.mooring.websocket.core.credentials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.spi.Credentials;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A demand for credentials by the Basic scheme (RFC 7617), as it stands in WWW-Authenticate or Proxy-Authenticate.
 *
 * @param realm what is protected; empty if it is not said
 * @param wantsUtf8 whether it says that it reads credentials in UTF-8
 */
public record BasicChallenge(Optional<String> realm, boolean wantsUtf8) {

    private static final String SCHEME = "Basic";

    /**
     * Looks for the first one among all that are offered. What can't be read is none.
     *
     * @param values of the header, each of which may hold several challenges
     */
    public static Optional<BasicChallenge> firstIn(List<String> values) {
        return AuthChallenge.allIn(values).stream()
                .filter(challenge -> challenge.isBy(SCHEME))
                .findFirst()
                .map(challenge -> new BasicChallenge(
                        Optional.ofNullable(challenge.parameters().get("realm")),
                        UTF_8.name().equalsIgnoreCase(challenge.parameters().get("charset"))));
    }

    /**
     * The value of Authorization or Proxy-Authorization: a secret.
     *
     * @return empty if the scheme can't carry them: control characters never (RFC 7617, section 2), and what is outside
     *     Latin-1 only in UTF-8, which a challenger that does not say so may not read
     */
    public Optional<String> answer(Credentials credentials) {
        String pair = credentials.userName() + ":" + credentials.password();
        Charset charset = wantsUtf8 ? UTF_8 : ISO_8859_1;
        if (pair.chars().anyMatch(Character::isISOControl)
                || !charset.newEncoder().canEncode(pair)) {
            return Optional.empty();
        }
        // Composed, as RFC 7617 (section 2.1) has it. In Latin-1 there is nothing else.
        String sent = wantsUtf8 ? Normalizer.normalize(pair, Normalizer.Form.NFC) : pair;
        return Optional.of(SCHEME + " " + Base64.getEncoder().encodeToString(sent.getBytes(charset)));
    }
}
