package dev.mooring.websocket.core.connection;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.thread.ReadOnlyStage;
import dev.mooring.websocket.core.transport.Wire;
import dev.mooring.websocket.core.transport.Wire.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one connection sends: kept in order until the wire is there, handed to the wire from then on, and bounded. */
final class Outbox {

    /** About what a message that waits takes besides its payload. */
    private static final int OVERHEAD = 128;

    private final long bound;
    private final AtomicLong buffered = new AtomicLong();

    /** Like {@code buffered}, and what each message takes besides its payload. */
    private final AtomicLong reserved = new AtomicLong();

    /** What was sent before the wire was there, and the wire has not got. Guarded by this. */
    private final List<Sending> early = new ArrayList<>();

    /** Guarded by this. */
    private @Nullable Wire wire;

    /** What to do to the wire once it is there and has got what was sent before. Guarded by this. */
    private @Nullable Closing closing;

    /** Guarded by this. */
    private boolean ended;

    Outbox(long bound) {
        this.bound = bound;
    }

    long buffered() {
        return buffered.get();
    }

    /**
     * Sends in the order of the calls.
     *
     * @param isText whether the payload is UTF-8
     * @param payload this outbox's from now on
     */
    CompletionStage<Void> send(boolean isText, byte[] payload) {
        int size = payload.length;
        if (!reserve(size)) {
            return ReadOnlyStage.failed(new WebSocketException(
                    Reason.SEND_BUFFER_FULL,
                    "More than " + bound + " bytes would be waiting to be sent. Nothing of this message was sent; try"
                            + " again when earlier messages have been handed to the network."));
        }
        Sending sending = new Sending(isText, payload);
        WebSocketException refusal = hand(sending);
        if (refusal != null) {
            sending.done(refusal);
        }
        return sending.stage;
    }

    /** A message that is larger than the bound can be sent when nothing else is waiting. */
    private boolean reserve(long size) {
        long before;
        do {
            before = reserved.get();
            if (before > 0 && before + size + OVERHEAD > bound) {
                return false;
            }
        } while (!reserved.compareAndSet(before, before + size + OVERHEAD));
        buffered.addAndGet(size);
        return true;
    }

    private void release(long size) {
        buffered.addAndGet(-size);
        reserved.addAndGet(-size - OVERHEAD);
    }

    /** Null if it is on its way. */
    private synchronized @Nullable WebSocketException hand(Sending sending) {
        if (ended || closing != null) {
            return closed();
        }
        if (wire == null) {
            early.add(sending);
            return null;
        }
        return sending.handTo(wire);
    }

    /**
     * The wire is there. What was sent before leaves first.
     *
     * @return each fails a send that the wire has not taken; to be run without a lock, since that runs code of the
     *     sender
     */
    synchronized List<Runnable> open(Wire opened) {
        wire = opened;
        List<Runnable> failures = new ArrayList<>();
        // One that is refused stays here: if it can't be told at once, it is at the end.
        early.removeIf(sending -> {
            WebSocketException refusal = sending.handTo(opened);
            if (refusal != null) {
                failures.add(() -> sending.done(refusal));
            }
            return refusal == null;
        });
        if (closing != null) {
            opened.close(closing.code, closing.reason);
        }
        return failures;
    }

    /** Takes nothing any more, and starts the closing handshake behind what was sent. */
    synchronized void close(int code, String reason) {
        if (closing == null && !ended) {
            closing = new Closing(code, reason);
            if (wire != null) {
                wire.close(code, reason);
            }
        }
    }

    /**
     * Takes nothing any more. What the wire has got is the wire's to complete.
     *
     * @return each fails a send that the wire has not got; to be run without a lock, since that runs code of the sender
     */
    synchronized List<Runnable> end() {
        ended = true;
        List<Runnable> failures = new ArrayList<>();
        early.forEach(sending -> failures.add(() -> sending.done(closed())));
        early.clear();
        return failures;
    }

    /**
     * Takes nothing any more, and lets the wire send what it has without its senders.
     *
     * @return each fails a send that is not known to have left; to be run without a lock
     */
    synchronized List<Runnable> abandon() {
        List<Runnable> failures = end();
        if (wire != null) {
            failures.addAll(wire.dismissSenders());
        }
        return failures;
    }

    private static WebSocketException closed() {
        return new WebSocketException(Reason.CLOSED, "The connection is closed, or closing: nothing more can be sent.");
    }

    private record Closing(int code, String reason) {}

    /** One message on its way. */
    private final class Sending implements Outcome {

        private final boolean isText;
        private final int size;
        private final ReadOnlyStage<Void> stage = new ReadOnlyStage<>();

        /** Null once the wire has it: it makes frames of it. Guarded by the outbox. */
        private byte @Nullable [] payload;

        /** Guarded by this. */
        private boolean isDone;

        Sending(boolean isText, byte[] payload) {
            this.isText = isText;
            this.size = payload.length;
            this.payload = payload;
        }

        /** Null if the wire has it. */
        @Nullable
        WebSocketException handTo(Wire to) {
            byte[] handed = requireNonNull(payload);
            payload = null;
            try {
                to.send(isText, handed, this);
                return null;
            } catch (WebSocketException e) {
                return e;
            }
        }

        /** Only the first word counts: a wire that runs out of memory may have two. */
        @Override
        public void done(@Nullable WebSocketException failure) {
            synchronized (this) {
                if (isDone) {
                    return;
                }
                isDone = true;
            }
            release(size);
            if (failure == null) {
                stage.succeed(null);
            } else {
                stage.fail(failure);
            }
        }
    }
}
