package dev.mooring.websocket.core.upgrade;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.AuthChallenge;
import dev.mooring.websocket.core.credentials.BasicChallenge;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.credentials.Demand;
import dev.mooring.websocket.core.dial.Cutoff;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.spi.Challenge;
import dev.mooring.websocket.spi.Challenge.Challenger;
import dev.mooring.websocket.spi.Credentials;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** Answers a server that demands credentials (RFC 9110, section 11.6) with those that the platform has for it. */
final class Login {

    private static final int UNAUTHORIZED = 401;
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String ANSWER = "Authorization";

    private static final int MAX_TOLD_SCHEMES = 5;
    private static final int MAX_TOLD_CHARS = 32;

    private final CredentialsLookup lookup;
    private final Workers workers;

    Login(CredentialsLookup lookup, Workers workers) {
        this.lookup = lookup;
        this.workers = workers;
    }

    /** Whether the answer is for the platform. An extension that sends credentials of its own sees to them itself. */
    static boolean isDemanded(DialRequest request, ResponseHead answer) {
        return answer.status() == UNAUTHORIZED
                && request.headers().keySet().stream().noneMatch(ANSWER::equalsIgnoreCase);
    }

    /** The value of the Authorization header. Throws the refusal if there is none to be had. */
    String answer(DialRequest request, ResponseHead refusal, Cutoff cutoff) throws InterruptedException {
        List<String> values = refusal.values(CHALLENGE);
        BasicChallenge basic = BasicChallenge.firstIn(values).orElseThrow(() -> refusal.refusal(" " + whyNone(values)));
        Challenge demand = new Demand(
                Challenger.SERVER,
                request.url().host(),
                request.url().port(),
                request.url().secure(),
                basic.realm(),
                request.attempt().extensionId());
        Credentials credentials = ask(demand, cutoff)
                .orElseThrow(() -> refusal.refusal(" It demands credentials, and the platform has none for it."));
        return basic.answer(credentials)
                .orElseThrow(() -> refusal.refusal(" It demands credentials, and those that the platform has for it"
                        + " have characters that the Basic scheme can't carry to it."));
    }

    /**
     * On a thread of its own, since a service may ask the user: that must not outlast the connection's deadline, which
     * interrupts it.
     */
    private Optional<Credentials> ask(Challenge demand, Cutoff cutoff) throws InterruptedException {
        FutureTask<Optional<Credentials>> answer = new FutureTask<>(() -> lookup.ask(demand));
        cutoff.guard(() -> answer.cancel(true));
        WebSocketException stopped =
                new WebSocketException(Reason.SERVICE_STOPPED, "The WebSocket service has stopped.");
        if (!workers.start(answer)) {
            throw stopped;
        }
        try {
            return answer.get();
        } catch (CancellationException e) {
            throw cutoff.reasonOr(stopped);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The look-up does not throw", requireNonNull(e.getCause()));
        }
    }

    private static String whyNone(List<String> values) {
        List<AuthChallenge> challenges = AuthChallenge.allIn(values);
        if (challenges.isEmpty()) {
            return "It demands credentials, but has no readable " + CHALLENGE + " header that says how.";
        }
        return "It demands credentials by a scheme that only the extension itself can answer ("
                + challenges.stream()
                        .map(Login::schemeInShort)
                        .distinct()
                        .limit(MAX_TOLD_SCHEMES)
                        .collect(Collectors.joining(", "))
                + "): set the header " + ANSWER + ".";
    }

    /** The server may send whatever it likes. */
    private static String schemeInShort(AuthChallenge challenge) {
        String scheme = challenge.scheme();
        return scheme.substring(0, Math.min(scheme.length(), MAX_TOLD_CHARS));
    }
}
