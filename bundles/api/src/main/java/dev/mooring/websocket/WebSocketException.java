package dev.mooring.websocket;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stage of this package fails with, and what an {@link ErrorEvent} carries. Programs look at the
 * {@linkplain #reason() reason}; people read the message, which says what was refused or what failed, and what to do.
 */
public final class WebSocketException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int NO_STATUS = -1;

    /** Serialised with the exception. */
    private final Reason reason;

    /** Serialised with the exception. */
    private final int httpStatus;

    /** Serialised with the exception: a map of the JDK's, with lists of the JDK's. */
    @SuppressWarnings("serial")
    private final Map<String, List<String>> httpHeaders;

    /**
     * Makes an exception without a cause.
     *
     * @param reason for programs
     * @param message for people
     */
    public WebSocketException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Makes an exception.
     *
     * @param reason for programs
     * @param message for people
     * @param cause what led to it, if that helps the reader
     */
    public WebSocketException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, NO_STATUS, Map.of());
    }

    private WebSocketException(
            Reason reason,
            String message,
            @Nullable Throwable cause,
            int httpStatus,
            Map<String, List<String>> httpHeaders) {
        super(requireNonNull(message, "message"), cause);
        this.reason = requireNonNull(reason, "reason");
        this.httpStatus = httpStatus;
        this.httpHeaders = httpHeaders;
    }

    /**
     * Makes the exception for a server that answered the upgrade request with another status than 101.
     *
     * @param httpStatus the status of the answer (RFC 9110, section 15)
     * @param httpHeaders the header fields of the answer: values by name, whatever its case
     * @param message for people
     * @return an exception of reason {@link Reason#HANDSHAKE}
     */
    public static WebSocketException ofHttpStatus(
            int httpStatus, Map<String, List<String>> httpHeaders, String message) {
        Map<String, List<String>> copy = new TreeMap<>();
        httpHeaders.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new WebSocketException(Reason.HANDSHAKE, message, null, httpStatus, Collections.unmodifiableMap(copy));
    }

    /**
     * Why, for programs.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The status with which the server refused the upgrade.
     *
     * @return empty if it gave none
     */
    public OptionalInt httpStatus() {
        return httpStatus == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * The header fields with which the server refused the upgrade, for instance {@code retry-after}. What is over 8 KiB
     * of them is left out. They may hold secrets, and are in no message.
     *
     * @return unmodifiable, values by name in lower case; empty if the server gave no status
     */
    public Map<String, List<String>> httpHeaders() {
        return httpHeaders;
    }

    /** Why something failed. Reasons may be added in a minor version, so a {@code switch} needs a default branch. */
    public enum Reason {

        /** Connecting: the URL can't be used for a WebSocket (RFC 6455, section 3). */
        INVALID_URL,

        /** Connecting: the URL policy of the platform forbids this host and port, or an address of that host. */
        URL_REFUSED,

        /** Connecting: a request header can't be sent, or belongs to the handshake itself. */
        INVALID_HEADER,

        /** Connecting: an offered subprotocol is no token, or offered twice (RFC 6455, section 4.1). */
        INVALID_SUBPROTOCOL,

        /** Connecting: a policy that the platform has added refuses this connection. */
        POLICY_REFUSED,

        /** Connecting: the bundle has no valid extension id, or another bundle has the same one. */
        INVALID_IDENTITY,

        /** Connecting: the platform wants the capability {@code network:ws} declared, and the bundle does not. */
        CAPABILITY_MISSING,

        /** Connecting: consent was refused or could not be asked for. Open: it was revoked. */
        CONSENT_REFUSED,

        /** Connecting: the extension has as many connections as it may have. */
        TOO_MANY_CONNECTIONS,

        /** Connecting: the host name has no address. */
        UNKNOWN_HOST,

        /** Connecting: no address of the host accepts connections on that port, or the network is down. */
        CONNECT_FAILED,

        /** Connecting: the platform's proxy can't be reached, wants credentials, or can't or won't connect there. */
        PROXY_FAILED,

        /** Connecting: name look-up, TCP, TLS and upgrade together took longer than the connect timeout. */
        TIMEOUT,

        /** Connecting: no secure connection, for instance because the certificate is not trusted or not the host's. */
        TLS,

        /** Connecting: the server did not answer with a valid upgrade (RFC 6455, section 4.2.2). */
        HANDSHAKE,

        /** Connecting: closed by its owner before it was open. */
        CANCELLED,

        /** Connecting: the owning bundle is stopping or has stopped. */
        OWNER_STOPPED,

        /** Connecting, or open: the WebSocket service itself is going away. */
        SERVICE_STOPPED,

        /** Connecting, or open: the platform's administration has closed the connection. */
        CLOSED_BY_PLATFORM,

        /** Connecting, or open: the executor of the extension's own has rejected a callback. */
        EXECUTOR_REJECTED,

        /** Open: the peer broke the protocol (RFC 6455, section 7.4.1, codes 1002, 1003, 1007, 1009). */
        PROTOCOL_ERROR,

        /** Open: the connection ended without a close frame, or the network failed. */
        CONNECTION_LOST,

        /** Sending: the connection is closing, closed, or could not be opened. */
        CLOSED,

        /** Sending: too much is waiting to be sent already. */
        SEND_BUFFER_FULL,

        /** Sending: the value has no JSON form. */
        NOT_SERIALIZABLE,

        /** Sending or closing by id: the extension never had a connection of that id. */
        NOT_OWNED
    }
}
