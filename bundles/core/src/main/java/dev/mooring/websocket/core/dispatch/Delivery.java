package dev.mooring.websocket.core.dispatch;

import dev.mooring.websocket.WebSocketEvent;

/**
 * Something that waits for the lane.
 *
 * @param kind decides the order, see {@link Inbox}
 * @param event what has happened
 * @param cost what it takes of the bound, in bytes
 * @param overTheBus false for what has been on the bus already, and is given to a late handler now
 * @param call calls the handlers
 */
record Delivery(Kind kind, WebSocketEvent event, long cost, boolean overTheBus, Runnable call) {

    enum Kind {
        OPENING,
        MESSAGE,
        ENDING
    }

    /**
     * About what a waiting message takes besides its content: this, the event, its String or buffer, and their arrays.
     */
    private static final int OVERHEAD = 160;

    static Delivery opening(WebSocketEvent event, Runnable call) {
        return new Delivery(Kind.OPENING, event, 0, true, call);
    }

    static Delivery message(WebSocketEvent event, long size, Runnable call) {
        return new Delivery(Kind.MESSAGE, event, size + OVERHEAD, true, call);
    }

    static Delivery ending(WebSocketEvent event, Runnable call) {
        return new Delivery(Kind.ENDING, event, 0, true, call);
    }

    static Delivery late(Kind kind, WebSocketEvent event, Runnable call) {
        return new Delivery(kind, event, 0, false, call);
    }
}
