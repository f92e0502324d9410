package dev.mooring.websocket.itests.bench.subject;

import java.net.URI;

/** A WebSocket client, as the benchmark uses it. One object serves a whole process, as it would in an application. */
public interface Subject {

    /** Connects, and returns when the connection is open. */
    Link connect(URI url, Receiver receiver) throws Exception;

    /** Chooses among several ways to send, where there are any, for what is connected from now on. */
    default void sendBy(String way) {
        throw new IllegalArgumentException("There is only one way to send, not also " + way);
    }

    /** Ends what this object has of its own: threads, a framework. */
    default void shutDown() throws Exception {}
}
