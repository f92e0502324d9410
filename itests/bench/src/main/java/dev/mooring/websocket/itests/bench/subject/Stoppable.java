package dev.mooring.websocket.itests.bench.subject;

/** A subject whose connections go with the bundle that has opened them. */
public interface Stoppable {

    /** Stops the bundle. */
    void stop() throws Exception;

    /** Starts it again. */
    void start() throws Exception;
}
