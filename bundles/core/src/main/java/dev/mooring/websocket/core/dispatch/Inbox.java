package dev.mooring.websocket.core.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the lane of one connection: first what opens it, then messages, then what ends it.
 *
 * <p>Messages are bounded in bytes, and whoever brings one waits while there is no room. As long as there has never
 * been a handler for messages they stay here, and what ends the connection may pass them; once they fill the bound they
 * are let go, so that an extension which only sends does not block its connection.
 */
final class Inbox {

    /**
     * What became of a message that was brought.
     *
     * @param discarded how many messages this one has cost, itself included; 0 if it was taken
     * @param isFirstDiscard whether it is the first since messages were last kept
     */
    record Receipt(int discarded, boolean isFirstDiscard) {

        private static final Receipt TAKEN = new Receipt(0, false);
        private static final Receipt CLOSED = new Receipt(0, false);
    }

    private final long bound;

    // All guarded by this. Small to begin with: most connections are idle.
    private final Deque<Delivery> opening = new ArrayDeque<>(1);
    private final Deque<Delivery> messages = new ArrayDeque<>(1);
    private final Deque<Delivery> ending = new ArrayDeque<>(1);
    private long waitingBytes;
    private long discardedMessages;
    private boolean messagesWanted;
    private boolean discarding;
    private boolean laneActive;
    private boolean closedToMessages;
    private boolean shut;

    /** Who waits for room: to wake nobody costs as well, for each message. */
    private int waitingForRoom;

    Inbox(long bound) {
        this.bound = bound;
    }

    /** Adds a message, if that can be done at once; returns null otherwise. */
    synchronized @Nullable Receipt offerMessage(Delivery message) {
        if (messagesWanted && !closedToMessages && isFullFor(message)) {
            return null;
        }
        return add(message);
    }

    /**
     * Adds a message; waits while there is no room for it. A message larger than the bound has room when it is alone.
     */
    synchronized Receipt putMessage(Delivery message) throws InterruptedException {
        waitingForRoom++;
        try {
            while (messagesWanted && !closedToMessages && isFullFor(message)) {
                wait();
            }
        } finally {
            waitingForRoom--;
        }
        return add(message);
    }

    private Receipt add(Delivery message) {
        if (!closedToMessages && !messagesWanted && !discarding && isFullFor(message)) {
            discarding = true;
            int discarded = messages.size() + 1;
            messages.clear();
            waitingBytes = 0;
            return discarded(discarded, true);
        }
        if (closedToMessages) {
            return Receipt.CLOSED;
        }
        if (discarding) {
            return discarded(1, false);
        }
        messages.add(message);
        waitingBytes += message.cost();
        return Receipt.TAKEN;
    }

    private Receipt discarded(int count, boolean first) {
        discardedMessages += count;
        return new Receipt(count, first);
    }

    synchronized long discardedMessages() {
        return discardedMessages;
    }

    synchronized long waitingBytes() {
        return waitingBytes;
    }

    private boolean isFullFor(Delivery message) {
        return waitingBytes > 0 && waitingBytes + message.cost() > bound;
    }

    /** Adds something else; never waits. */
    synchronized void put(Delivery delivery) {
        if (shut) {
            return;
        }
        Deque<Delivery> queue = delivery.kind() == Delivery.Kind.OPENING ? opening : ending;
        queue.add(delivery);
    }

    /** From now on messages can be delivered, and none is discarded. */
    synchronized void wantMessages() {
        messagesWanted = true;
        discarding = false;
        notifyAll();
    }

    /** What is here is still delivered; no message is added any more, and whoever waits to add one goes on. */
    synchronized void closeToMessages() {
        closedToMessages = true;
        notifyAll();
    }

    /** Lets everything go, and takes nothing any more. */
    synchronized void shut() {
        closedToMessages = true;
        shut = true;
        opening.clear();
        messages.clear();
        ending.clear();
        waitingBytes = 0;
        notifyAll();
    }

    /** True if there is something to deliver and no lane to do it: then the caller must start one. */
    synchronized boolean claimLane() {
        if (laneActive || !hasNext()) {
            return false;
        }
        laneActive = true;
        return true;
    }

    /**
     * The lane's next delivery.
     *
     * @return null if there is none: the lane has ended
     */
    synchronized @Nullable Delivery take() {
        if (hasNext()) {
            return next();
        }
        laneActive = false;
        return null;
    }

    /** Ends a lane that can't go on. */
    synchronized void abandonLane() {
        laneActive = false;
    }

    private boolean hasNext() {
        return !opening.isEmpty() || (messagesWanted && !messages.isEmpty()) || !ending.isEmpty();
    }

    private Delivery next() {
        if (!opening.isEmpty()) {
            return opening.remove();
        }
        if (messagesWanted && !messages.isEmpty()) {
            Delivery message = messages.remove();
            waitingBytes -= message.cost();
            if (waitingForRoom > 0) {
                notifyAll();
            }
            return message;
        }
        return ending.remove();
    }
}
