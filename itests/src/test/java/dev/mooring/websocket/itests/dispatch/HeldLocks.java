package dev.mooring.websocket.itests.dispatch;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which locks of core's a thread has at the moment, noted by those whom core calls. */
final class HeldLocks {

    private static final String CORE = "dev.mooring.websocket.core.";
    private static final String TYRUS = "org.glassfish.";
    private static final int ENOUGH = 50;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();

    /** To be called where core calls code of others. */
    // threadId() came with Java 19.
    @SuppressWarnings("deprecation")
    void noteIn(String place) {
        // The JVM goes through its whole heap for this.
        if (times.merge(place, 1, Integer::sum) > ENOUGH) {
            return;
        }
        Set<String> here = held.computeIfAbsent(place, it -> new ConcurrentSkipListSet<>());
        ThreadInfo self =
                threads.getThreadInfo(new long[] {Thread.currentThread().getId()}, true, true)[0];
        for (MonitorInfo monitor : self.getLockedMonitors()) {
            String by = monitor.getLockedStackFrame().getClassName();
            if (by.startsWith(CORE) || by.startsWith(TYRUS)) {
                here.add("" + monitor.getLockedStackFrame());
            }
        }
        for (LockInfo lock : self.getLockedSynchronizers()) {
            // Whoever runs a task of a pool has this one, which nobody waits for.
            if (!lock.getClassName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
                here.add("" + lock);
            }
        }
    }

    /** Where it was noted, with the locks that were held. */
    Map<String, Set<String>> all() {
        return held;
    }
}
