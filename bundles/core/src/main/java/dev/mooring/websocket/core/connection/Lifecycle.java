package dev.mooring.websocket.core.connection;

import static dev.mooring.websocket.ConnectionState.CLOSED;
import static dev.mooring.websocket.ConnectionState.CLOSING;
import static dev.mooring.websocket.ConnectionState.CONNECTING;
import static dev.mooring.websocket.ConnectionState.OPEN;

import dev.mooring.websocket.ConnectionState;

/** The state of one connection. Each step is taken once: of all who try, one is told so by {@code true}. */
final class Lifecycle {

    /** Changes are guarded by this. */
    private volatile ConnectionState state = CONNECTING;

    ConnectionState state() {
        return state;
    }

    /** The server has accepted. */
    boolean open() {
        return step(CONNECTING, OPEN);
    }

    /** It will not open: refused, failed, cancelled or given up. */
    boolean giveUp() {
        return step(CONNECTING, CLOSED);
    }

    /** Its owner closes it. */
    boolean beginClosing() {
        return step(OPEN, CLOSING);
    }

    /** It was open, and is over. */
    boolean end() {
        return step(OPEN, CLOSED) || step(CLOSING, CLOSED);
    }

    private synchronized boolean step(ConnectionState from, ConnectionState to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }
}
