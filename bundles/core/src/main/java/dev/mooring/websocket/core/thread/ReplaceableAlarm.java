package dev.mooring.websocket.core.thread;

import org.jspecify.annotations.Nullable;

/** The latest of several alarms, of which at most one is armed. Once cancelled, none is any more. */
public final class ReplaceableAlarm implements Alarm {

    /** Guarded by this. */
    private @Nullable Alarm armed;

    /** Guarded by this. */
    private boolean cancelled;

    /** Cancels the one before, and keeps this one in its place. */
    public synchronized void replace(Alarm alarm) {
        if (armed != null) {
            armed.cancel();
        }
        armed = alarm;
        if (cancelled) {
            alarm.cancel();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (armed != null) {
            armed.cancel();
        }
    }
}
