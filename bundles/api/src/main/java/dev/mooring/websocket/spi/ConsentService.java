package dev.mooring.websocket.spi;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks whether an extension may open WebSockets, where the platform's capability mode is {@code consent}. Of several
 * services the one with the highest ranking is asked.
 *
 * <p>Mooring asks once for each extension id, location and capability, however many connections wait for the answer,
 * remembers it across restarts, and forgets it when the consent is revoked
 * ({@link dev.mooring.websocket.platform.WebSocketAdmin#revokeConsent}).
 */
@ConsumerType
public interface ConsentService {

    /**
     * Asks. Called on the thread that connects, without any lock of Mooring's, so it must return at once and answer
     * later.
     *
     * @param request what to ask
     * @return completes with true for yes and false for no, and both are remembered. If it fails, the connections that
     *     wait are refused, nothing is remembered, and the next connection asks again. There is no timeout: an
     *     extension can cancel its connection, and those that wait fail if this service goes away
     */
    CompletionStage<Boolean> ask(ConsentRequest request);
}
