package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.mooring.MooringSubject;
import dev.mooring.websocket.itests.bench.subject.EventCounter;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.util.concurrent.TimeUnit;

/**
 * Checks that each message is one event on the bus, by counting them twice: for one connection with few messages, and
 * for one with many. What the two have in common, open and close, drops out.
 */
record CountingEvents(Subject subject, String base) {

    private static final int FEW = 10;
    private static final int STEP_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 10;

    double[] measure(Message message, int count) throws Exception {
        if (!(subject instanceof MooringSubject mooring)) {
            throw new IllegalArgumentException("This subject has no bus");
        }
        EventCounter counter = mooring.eventCounter();
        long few = events(counter, message, FEW, 0);
        long many = events(counter, message, FEW + count, few + count);
        if (many - few != count) {
            throw new AssertionError(count + " messages made " + (many - few) + " events");
        }
        return new double[] {many - few};
    }

    private long events(EventCounter counter, Message message, int count, long expected) throws Exception {
        counter.start();
        new Receiving(subject, base).measure(message, count);
        // The close event may come after close() has returned.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long before = -1; System.nanoTime() < deadline; before = counter.count()) {
            Thread.sleep(STEP_MILLIS);
            if (counter.count() == before && before >= expected) {
                break;
            }
        }
        return counter.stop();
    }
}
