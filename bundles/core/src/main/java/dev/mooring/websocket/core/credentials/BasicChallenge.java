package dev.mooring.websocket.core.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.spi.Credentials;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A demand for credentials by the Basic scheme (RFC 7617), as it stands in WWW-Authenticate or Proxy-Authenticate.
 *
 * @param realm what is protected; empty if it is not said
 */
public record BasicChallenge(Optional<String> realm) {

    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";

    /** The beginning of a challenge (RFC 9110, section 11.3), and its first parameter or what is in place of one. */
    private static final Pattern SCHEME = Pattern.compile("(" + TOKEN + ")(?: +(?!=)(.*))?");

    /** RFC 9110, section 11.2. The value may be quoted. */
    private static final Pattern PARAMETER = Pattern.compile("(" + TOKEN + ")[ \\t]*=[ \\t]*(.+)");

    /**
     * Looks for the first one among all that are offered. What can't be read is none.
     *
     * @param values of the header, each of which may hold several challenges
     */
    public static Optional<BasicChallenge> firstIn(List<String> values) {
        for (String value : values) {
            Optional<BasicChallenge> found = firstIn(value);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // Commas stand between challenges, and between the parameters of one.
    private static Optional<BasicChallenge> firstIn(String value) {
        boolean found = false;
        Optional<String> realm = Optional.empty();
        for (String element : elements(value)) {
            Matcher scheme = SCHEME.matcher(element);
            String parameter = element;
            if (scheme.matches()) {
                if (found) {
                    break;
                }
                found = scheme.group(1).equalsIgnoreCase("Basic");
                parameter = scheme.group(2) == null ? "" : scheme.group(2);
            }
            if (found && realm.isEmpty()) {
                realm = realm(parameter);
            }
        }
        return found ? Optional.of(new BasicChallenge(realm)) : Optional.empty();
    }

    private static Optional<String> realm(String parameter) {
        Matcher matcher = PARAMETER.matcher(parameter);
        return matcher.matches() && matcher.group(1).equalsIgnoreCase("realm")
                ? Optional.of(unquoted(matcher.group(2)))
                : Optional.empty();
    }

    private static List<String> elements(String value) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                elements.add(value.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        elements.add(value.substring(begin).strip());
        return elements;
    }

    /** RFC 9110, section 5.6.4. */
    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** The value of Authorization or Proxy-Authorization: a secret. In UTF-8, whatever the challenge says. */
    public static String answer(Credentials credentials) {
        String pair = credentials.userName() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
