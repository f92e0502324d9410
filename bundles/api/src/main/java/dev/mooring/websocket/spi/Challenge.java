package dev.mooring.websocket.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A demand for a user's name and password that stands between an extension and its connection. Immutable. */
@ProviderType
public interface Challenge {

    /** Who demands it. */
    enum Challenger {

        /** The server, with the status 401 (RFC 9110, section 11.6). */
        SERVER,

        /**
         * The proxy that is on the way to it, with the status 407 (RFC 9110, section 11.7) or in its SOCKS dialogue.
         */
        PROXY
    }

    /**
     * Who demands it.
     *
     * @return server or proxy
     */
    Challenger challenger();

    /**
     * Where the challenger is.
     *
     * @return its name or address, in lower case; an IPv6 address is in brackets
     */
    String host();

    /**
     * On which port.
     *
     * @return 1 to 65535
     */
    int port();

    /**
     * Whether what is answered travels encrypted.
     *
     * @return true if TLS protects the way to the challenger
     */
    boolean isSecure();

    /**
     * Which part of the challenger wants to be protected (RFC 9110, section 11.5).
     *
     * @return empty if it names none
     */
    Optional<String> realm();

    /**
     * For whom the connection is.
     *
     * @return the extension id
     */
    String extensionId();
}
