package dev.mooring.websocket.itests.bench.subject;

/** Counts what goes over the bus of EventAdmin. An event handler is there between start and stop only. */
public interface EventCounter {

    void start();

    /** Stops, and tells how many events there were. */
    long stop();

    /** How many there have been so far. */
    long count();
}
