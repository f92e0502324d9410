package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Receiver;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The handler of all subjects: reads the whole content of each message, in the cheapest way that a JVM has, so that
 * reading does not drown what is measured. A text is searched for a character that it does not have, bytes are added up
 * eight at a time. What has come is checked afterwards.
 */
final class Reading implements Receiver {

    private static final char ABSENT = '\u0001';

    private final int size;
    private final CountDownLatch done = new CountDownLatch(1);

    // Written by one call at a time, read when all is done.
    private int left;
    private int bad;
    private long sum;

    Reading(int size, int count) {
        this.size = size;
        left = count;
    }

    @Override
    public void text(String text) {
        took(text.length() == size && text.indexOf(ABSENT) < 0);
    }

    @Override
    public void binary(ByteBuffer data) {
        int length = data.remaining();
        long added = 0;
        while (data.remaining() >= Long.BYTES) {
            added += data.getLong();
        }
        while (data.hasRemaining()) {
            added += data.get();
        }
        boolean same = sum == 0 || sum == added;
        sum = added;
        took(same && length == size);
    }

    private void took(boolean good) {
        if (!good) {
            bad++;
        }
        if (--left == 0) {
            done.countDown();
        }
    }

    /** Waits for the last message. */
    void await(long seconds) throws InterruptedException {
        if (!done.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left + " messages have not come");
        }
        if (bad > 0) {
            throw new IllegalStateException(bad + " messages were not what was sent");
        }
    }
}
