package dev.mooring.websocket.core.dispatch;

import dev.mooring.websocket.Subscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One handler, for as long as it is subscribed. */
final class Registration<E> implements Subscription {

    private final HandlerList<E> list;

    /** Null once closed, so that a subscription that somebody keeps does not keep the handler. */
    private volatile @Nullable Consumer<? super E> handler;

    Registration(HandlerList<E> list, Consumer<? super E> handler) {
        this.list = list;
        this.handler = handler;
    }

    /**
     * A call begins with this, or not at all.
     *
     * @return null if there is nothing to call any more
     */
    @Nullable
    Consumer<? super E> begin() {
        return handler;
    }

    @Override
    public void close() {
        handler = null;
        list.remove(this);
    }
}
