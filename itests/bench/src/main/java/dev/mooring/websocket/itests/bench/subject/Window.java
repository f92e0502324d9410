package dev.mooring.websocket.itests.bench.subject;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is under way where sends are asynchronous: every so many messages it waits for the one that is as many
 * back. Between one and two windows are under way, so that the sender seldom has to wait and is seldom waited for.
 */
public final class Window {

    private static final int PATIENCE_SECONDS = 60;

    private int sent;
    private @Nullable Future<?> last;

    /** Counts a message that has been sent. The future is asked for only if it will be waited for. */
    public void sent(Message message, Supplier<? extends Future<?>> outcome) throws Exception {
        sent++;
        if (sent % message.window() == 0) {
            if (last != null) {
                last.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            last = outcome.get();
        }
    }

    /** Counts a message that will not be waited for. */
    public void sent() {
        sent++;
    }

    /** Whether the next message that is sent will be one of those that are waited for. */
    public boolean watchesNext(Message message) {
        return (sent + 1) % message.window() == 0;
    }
}
