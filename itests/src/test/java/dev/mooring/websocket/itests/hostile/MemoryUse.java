package dev.mooring.websocket.itests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How much something takes at most, of the heap and in buffers beside it. Looks at regular intervals, each time after a
 * collection: what could be collected was not in use.
 */
final class MemoryUse {

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
    private final long before = live();
    private volatile long most = before;
    private final Future<?> looking =
            looker.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);

    private MemoryUse() {}

    static MemoryUse now() {
        return new MemoryUse();
    }

    /** Looks once more, and no more. */
    long peakSince() throws InterruptedException {
        looking.cancel(false);
        looker.shutdown();
        assertThat(looker.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        look();
        return most - before;
    }

    private void look() {
        most = Math.max(most, live());
    }

    /** As the collection has left it: what a flood has brought since is not in use, and may be many megabytes. */
    private static long live() {
        System.gc();
        return heap() + buffers();
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static long buffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
