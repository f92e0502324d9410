package dev.mooring.websocket.itests.bench.subject;

/** An open connection. Used by one thread at a time. */
public interface Link {

    /** Sends a message. May return before it has gone, but lets no more than the message's window wait. */
    void send(Message message) throws Exception;

    /** What waits for company goes out now. */
    default void flush() throws Exception {}

    /** Closes, in the way that the library has for that, and returns when the library says that it is closed. */
    void close() throws Exception;
}
