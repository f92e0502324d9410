package dev.mooring.websocket.core.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A demand for credentials by any scheme (RFC 9110, section 11.3).
 *
 * @param scheme its name, in whatever case it came
 * @param parameters by name, in lower case; empty if the scheme has something else in their place
 */
public record AuthChallenge(String scheme, Map<String, String> parameters) {

    /**
     * All that can be read. Behind what can't be, nothing in the same value can: quotes may be open.
     *
     * @param values of the header, each of which may hold several challenges
     */
    public static List<AuthChallenge> allIn(List<String> values) {
        List<AuthChallenge> all = new ArrayList<>();
        values.forEach(value -> all.addAll(new ChallengeReader(value).readAll()));
        return all;
    }

    boolean isBy(String wanted) {
        return scheme.equalsIgnoreCase(wanted);
    }
}
