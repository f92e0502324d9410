package dev.mooring.websocket.core.credentials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one value of WWW-Authenticate or Proxy-Authenticate (RFC 9110, section 11.6.1). Commas stand between
 * challenges, and between the parameters of one: what a name is followed by tells which it begins.
 */
final class ChallengeReader {

    private static final Pattern SCHEME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    /** What some schemes have in place of parameters. */
    private static final Pattern TOKEN68 = Pattern.compile(" +[A-Za-z0-9\\-._~+/]+=*[ \\t]*(?=,|$)");

    private static final Pattern NAME = Pattern.compile("[ \\t]*(" + SCHEME + ")[ \\t]*=[ \\t]*");
    private static final Pattern TOKEN_VALUE = SCHEME;

    /** Blanks, and list members that are empty (RFC 9110, section 5.6.1). */
    private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*(?:,[ \\t,]*|$)");

    private static final Pattern EMPTY_MEMBERS = Pattern.compile("[ \\t,]*");

    private final String value;
    private final Matcher matcher;
    private int at;

    ChallengeReader(String value) {
        this.value = value;
        this.matcher = SCHEME.matcher(value);
    }

    /** Those before what can't be read. */
    List<AuthChallenge> readAll() {
        List<AuthChallenge> challenges = new ArrayList<>();
        skip(EMPTY_MEMBERS);
        while (at < value.length()) {
            Optional<AuthChallenge> challenge = challenge();
            if (challenge.isEmpty()) {
                break;
            }
            challenges.add(challenge.get());
        }
        return challenges;
    }

    private Optional<AuthChallenge> challenge() {
        if (!skip(SCHEME)) {
            return Optional.empty();
        }
        String scheme = matcher.group();
        Map<String, String> parameters = new HashMap<>();
        boolean readable;
        if (skip(TOKEN68) || !isNext(' ')) {
            readable = skip(SEPARATOR);
        } else {
            readable = parameters(parameters);
        }
        return readable ? Optional.of(new AuthChallenge(scheme, Map.copyOf(parameters))) : Optional.empty();
    }

    /** Up to the next challenge. False if something there is neither. */
    private boolean parameters(Map<String, String> parameters) {
        if (skip(SEPARATOR)) {
            return true;
        }
        while (skip(NAME)) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            Optional<String> text =
                    isNext('"') ? quoted() : skip(TOKEN_VALUE) ? Optional.of(matcher.group()) : Optional.empty();
            if (text.isEmpty() || parameters.put(name, text.get()) != null || !skip(SEPARATOR)) {
                return false;
            }
        }
        return !parameters.isEmpty();
    }

    /** RFC 9110, section 5.6.4. Empty if it has no end. */
    private Optional<String> quoted() {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                at = i + 1;
                return Optional.of(text.toString());
            }
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                c = value.charAt(i);
            }
            text.append(c);
        }
        return Optional.empty();
    }

    private boolean isNext(char wanted) {
        return at < value.length() && value.charAt(at) == wanted;
    }

    private boolean skip(Pattern pattern) {
        matcher.usePattern(pattern).region(at, value.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }
}
