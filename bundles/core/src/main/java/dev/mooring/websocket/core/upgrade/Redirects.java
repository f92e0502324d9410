package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.platform.CheckedUrl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The redirects of one connection, each of which has to pass all rules anew. */
final class Redirects {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final int max;
    private final Set<String> asked = new HashSet<>();

    Redirects(int max) {
        this.max = max;
    }

    static boolean isOne(ResponseHead answer) {
        return STATUSES.contains(answer.status());
    }

    /** Where to go on. Throws {@link WebSocketException} if that is nowhere. */
    DialRequest follow(DialRequest request, ResponseHead answer) {
        asked.add(text(request.url()));
        if (max == 0) {
            throw answer.refusal(" It wants to redirect the connection, and redirects are off. Connect to where it"
                    + " leads, or have the platform's operator set maxRedirects.");
        }
        if (asked.size() > max) {
            throw answer.refusal(" That is one redirect more than the " + max + " that are followed.");
        }
        List<String> locations = answer.values("Location");
        if (locations.size() != 1 || locations.get(0).isEmpty()) {
            throw answer.refusal(" That is a redirect, which must have one Location header.");
        }
        DialRequest next = checked(request, answer, Location.resolve(request.url(), locations.get(0)));
        if (asked.contains(text(next.url()))) {
            throw answer.refusal(" It redirects the connection in a circle.");
        }
        return next;
    }

    private static DialRequest checked(DialRequest request, ResponseHead answer, String url) {
        try {
            return request.hops().to(url);
        } catch (WebSocketException e) {
            if (e.reason() == Reason.INVALID_URL || e.reason() == Reason.HANDSHAKE) {
                // It is the server who is wrong, not the extension.
                throw answer.refusal(" That is a redirect, which is not followed. " + e.getMessage());
            }
            throw new WebSocketException(
                    e.reason(), "The server redirects the connection, and that is refused. " + e.getMessage());
        }
    }

    private static String text(CheckedUrl url) {
        return url.scheme() + "://" + url.authority() + url.requestTarget();
    }
}
