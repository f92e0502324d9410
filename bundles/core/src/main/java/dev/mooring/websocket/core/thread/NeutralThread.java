package dev.mooring.websocket.core.thread;

import org.jspecify.annotations.Nullable;

/** A thread that shows no trace of those whose code runs on it. */
final class NeutralThread extends Thread {

    private final String neutralName;

    /** Null from its begin on: Felix may keep a thread that has ended, and JVMs from Java 19 on what that has run. */
    private @Nullable Runnable task;

    /** Owned by the thread itself. */
    private boolean touched;

    NeutralThread(@Nullable ThreadGroup group, Runnable task, String name) {
        super(group, null, name, 0, false);
        this.task = task;
        this.neutralName = name;
        setDaemon(true);
        makeNeutral();
    }

    @Override
    public void run() {
        Runnable only = task;
        task = null;
        if (only != null) {
            only.run();
        }
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
