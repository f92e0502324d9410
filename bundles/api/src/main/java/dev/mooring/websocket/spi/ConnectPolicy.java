package dev.mooring.websocket.spi;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A rule of the platform's own about which connections may be opened. It can only forbid: what Mooring's own rules
 * refuse stays refused. Where several are registered, each must agree; they are asked by service ranking, highest
 * first.
 *
 * <p>Called from many threads at once, and without any lock of Mooring's. A policy that throws refuses.
 */
@ConsumerType
public interface ConnectPolicy {

    /**
     * Judges an attempt before anything has touched the network. Where a redirect leads is an attempt like any other,
     * made on the connection's own thread.
     *
     * @param attempt passed on for this call only
     * @return why it is refused, for the author of the extension: a sentence that says what to do. Empty if this policy
     *     has nothing against it. Called on the thread that connects, so it must be quick
     */
    Optional<String> refusal(ConnectAttempt attempt);

    /**
     * Judges an address that is about to be dialled; by default, nothing is said against any. Called for each address
     * that the host's name has, before the first of them is dialled, on the connection's own thread.
     *
     * <p>Not called for a name that a proxy looks up (HTTP, or {@code socks5h}): then nobody here knows an address, and
     * a rule has to be one about names and ports. Nor is it called for the address of the proxy.
     *
     * @param attempt the same that {@link #refusal(ConnectAttempt)} had nothing against
     * @param address of the host
     * @return as for {@link #refusal(ConnectAttempt)}. One address that is refused is enough to refuse the attempt
     */
    default Optional<String> refusal(ConnectAttempt attempt, InetAddress address) {
        return Optional.empty();
    }
}
