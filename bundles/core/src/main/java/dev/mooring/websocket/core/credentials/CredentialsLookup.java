package dev.mooring.websocket.core.credentials;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.spi.Challenge;
import dev.mooring.websocket.spi.Credentials;
import dev.mooring.websocket.spi.CredentialsService;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the platform's services, one after the other, until one knows an answer. */
public final class CredentialsLookup {

    private final Supplier<List<CredentialsService>> services;
    private final Log log;

    /** @param services asked for at each challenge: services come and go */
    public CredentialsLookup(Supplier<List<CredentialsService>> services, Log log) {
        this.services = services;
        this.log = log;
    }

    /** For one challenge, once. Blocks for as long as a service does. */
    public Optional<Credentials> ask(Challenge challenge) {
        for (CredentialsService service : services.get()) {
            Optional<Credentials> answer = ask(service, challenge);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private Optional<Credentials> ask(CredentialsService service, Challenge challenge) {
        try {
            return requireNonNull(service.credentials(challenge), "null is no answer of a service");
        } catch (RuntimeException | Error e) {
            log.warn(
                    "A CredentialsService failed, and is taken to know no answer: "
                            + service.getClass().getName(),
                    e);
            return Optional.empty();
        } finally {
            Workers.restoreThread();
        }
    }
}
