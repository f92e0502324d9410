package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection as the transport has it. No method blocks, and none calls back before it has returned, so locks may be
 * held.
 */
public interface Wire {

    /** What became of a message. */
    interface Outcome {

        /**
         * Called once, on a thread of the connection.
         *
         * @param failure null if the message has been handed to the network
         */
        void done(@Nullable WebSocketException failure);
    }

    /**
     * Sends a message behind those that wait already. Only once the wire is open, and only one at a time. Throws
     * {@link WebSocketException} if it can't be sent.
     *
     * @param isText whether the payload is UTF-8
     * @param payload the wire's from now on
     */
    void send(boolean isText, byte[] payload, Outcome outcome);

    /**
     * Sends a close frame behind what waits already; the socket is closed when the peer has answered, or soon after.
     */
    void close(int code, String reason);

    /**
     * What waits is still sent, but its senders don't learn of it.
     *
     * @return each tells one sender so, as a failure; to be run without a lock
     */
    List<Runnable> dismissSenders();

    /** Closes the socket now, in whatever phase it is. */
    void abort();
}
