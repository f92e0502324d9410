package dev.mooring.websocket.itests.bench.field;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Bounds what waits where a library tells how much that is, but not when it becomes less: looks now and then, so seldom
 * that it costs nothing, and leaves enough for the library to go on with.
 */
final class Backlog {

    private static final long HIGH_BYTES = 4 << 20;
    private static final long LOW_BYTES = 2 << 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Backlog() {}

    static void await(LongSupplier waitingBytes) {
        if (waitingBytes.getAsLong() > HIGH_BYTES) {
            while (waitingBytes.getAsLong() > LOW_BYTES) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
