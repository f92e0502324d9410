package dev.mooring.websocket.core.policy;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.ConnectPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rules that the platform has added. */
final class PlatformPolicies {

    private final Supplier<List<ConnectPolicy>> policies;
    private final Log log;

    /** @param policies asked for each connection: services come and go */
    PlatformPolicies(Supplier<List<ConnectPolicy>> policies, Log log) {
        this.policies = policies;
        this.log = log;
    }

    void check(Attempt attempt) {
        ConnectAttempt shown = attempt.shown();
        askAll(policy -> policy.refusal(shown));
    }

    void check(Attempt attempt, InetAddress address) {
        ConnectAttempt shown = attempt.shown();
        askAll(policy -> policy.refusal(shown, address));
    }

    private void askAll(Function<ConnectPolicy, Optional<String>> question) {
        for (ConnectPolicy policy : policies.get()) {
            ask(policy, question).ifPresent(why -> {
                throw new WebSocketException(
                        Reason.POLICY_REFUSED, "The platform does not allow this connection: " + why);
            });
        }
    }

    private Optional<String> ask(ConnectPolicy policy, Function<ConnectPolicy, Optional<String>> question) {
        try {
            return requireNonNull(question.apply(policy), "null is no answer of a policy");
        } catch (RuntimeException | Error e) {
            log.warn(
                    "A ConnectPolicy failed, so a connection was refused: "
                            + policy.getClass().getName(),
                    e);
            return Optional.of("one of its policies failed. Its log says why.");
        } finally {
            Workers.restoreOwnThread();
        }
    }
}
