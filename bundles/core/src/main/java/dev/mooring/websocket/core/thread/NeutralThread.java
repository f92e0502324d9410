package dev.mooring.websocket.core.thread;

import org.jspecify.annotations.Nullable;

/** A thread that shows no trace of those whose code runs on it. */
final class NeutralThread extends Thread {

    private final String neutralName;

    /** Owned by the thread itself. */
    private boolean touched;

    NeutralThread(@Nullable ThreadGroup group, Runnable task, String name) {
        super(group, task, name, 0, false);
        this.neutralName = name;
        setDaemon(true);
        makeNeutral();
    }

    /** Takes back what others have done to it. Of what they leave in their thread-locals nothing can be taken back. */
    void restore() {
        touched = true;
        makeNeutral();
    }

    /** Whether code of others has run on it, which may have left something in its thread-locals. */
    boolean isTouched() {
        return touched;
    }

    // The priority is set so that it is nobody's, not to tune anything.
    @SuppressWarnings("ThreadPriorityCheck")
    private void makeNeutral() {
        if (!neutralName.equals(getName())) {
            setName(neutralName);
        }
        if (getPriority() != NORM_PRIORITY) {
            setPriority(NORM_PRIORITY);
        }
        setContextClassLoader(NeutralThread.class.getClassLoader());
        setUncaughtExceptionHandler(null);
    }
}
