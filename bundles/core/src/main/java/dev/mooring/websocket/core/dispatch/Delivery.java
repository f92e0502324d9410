package dev.mooring.websocket.core.dispatch;

/**
 * Something that waits for the lane.
 *
 * @param kind decides the order, see {@link Inbox}
 * @param cost what it takes of the bound, in bytes
 * @param overTheBus false for what has been on the bus already, and is given to a late handler now
 * @param call calls the handlers
 */
record Delivery(Kind kind, long cost, boolean overTheBus, Runnable call) {

    enum Kind {
        OPENING,
        MESSAGE,
        ENDING
    }

    /** What a waiting message takes besides its content. */
    private static final int OVERHEAD = 64;

    static Delivery opening(Runnable call) {
        return new Delivery(Kind.OPENING, 0, true, call);
    }

    static Delivery message(long size, Runnable call) {
        return new Delivery(Kind.MESSAGE, size + OVERHEAD, true, call);
    }

    static Delivery ending(Runnable call) {
        return new Delivery(Kind.ENDING, 0, true, call);
    }

    static Delivery late(Kind kind, Runnable call) {
        return new Delivery(kind, 0, false, call);
    }
}
