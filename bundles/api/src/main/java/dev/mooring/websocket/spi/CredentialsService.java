package dev.mooring.websocket.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows the user's names and passwords for servers and proxies that demand them (RFC 7617). Where several are
 * registered, they are asked by service ranking, highest first, until one has an answer.
 *
 * <p>An extension never sees what is answered here. Called from many threads at once, and without any lock of
 * Mooring's.
 */
@ConsumerType
public interface CredentialsService {

    /**
     * Looks for credentials. Called once for each challenge, on a thread where it may block, for instance to ask the
     * user; but the connect timeout goes on meanwhile, and when it is over or the connection is given up, an answer is
     * of no use and the thread may be interrupted. One that throws is taken to have none, and logged.
     *
     * @param challenge what is demanded, and by whom
     * @return empty if there are none: then the connection fails with what the challenger has said
     */
    Optional<Credentials> credentials(Challenge challenge);
}
