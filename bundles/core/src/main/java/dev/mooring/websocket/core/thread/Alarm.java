package dev.mooring.websocket.core.thread;

/** Something that the timer will do. */
public interface Alarm {

    /** It will not be done, unless it has begun already. */
    void cancel();
}
