package dev.mooring.websocket.core.dispatch;

/** Where a connection's ticket is. */
enum Phase {
    /** Nothing of this connection is on the bus. */
    IDLE,
    /** The lane is in {@code sendEvent}, and the ticket has not come. */
    OFFERED,
    /** The lane is in {@code sendEvent}, and the ticket has come. */
    ACCEPTED,
    /** A lane is stuck in {@code sendEvent} and has lost its place to another one. */
    TAKEN_OVER
}
