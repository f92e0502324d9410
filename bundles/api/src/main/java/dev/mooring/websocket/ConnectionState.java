package dev.mooring.websocket;

/**
 * Where a connection stands. States may be added in a minor version (a connection that reconnects will have more), so a
 * {@code switch} needs a default branch.
 */
public enum ConnectionState {

    /** Asked for, and neither open nor failed yet (RFC 6455, section 4.1). */
    CONNECTING,

    /** Both sides can send. */
    OPEN,

    /** A close frame has been sent or is about to be (RFC 6455, section 7.1.3). */
    CLOSING,

    /** Over, or never opened. Final. */
    CLOSED
}
