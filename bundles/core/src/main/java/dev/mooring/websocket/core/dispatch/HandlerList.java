package dev.mooring.websocket.core.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The handlers of one kind of event, and the event itself if handlers that come late are to get it. */
final class HandlerList<E> {

    private final CopyOnWriteArrayList<Registration<E>> registrations = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private @Nullable E past;

    /** Guarded by this. */
    private boolean ended;

    /** Adds a handler. Returns the event that has passed already: the new handler, and only it, has to get it. */
    synchronized @Nullable E add(Registration<E> registration) {
        if (!ended) {
            registrations.add(registration);
        }
        return past;
    }

    void remove(Registration<E> registration) {
        registrations.remove(registration);
    }

    /** The handlers to call with an event that repeats. */
    List<Registration<E>> current() {
        return registrations;
    }

    /** The handlers to call with an event that happens once. Who is added from now on gets it from {@link #add}. */
    synchronized List<Registration<E>> currentAndRemember(E event) {
        past = event;
        return List.copyOf(registrations);
    }

    /** Lets go of all handlers and takes no more. */
    synchronized void end() {
        ended = true;
        past = null;
        registrations.forEach(Registration::close);
    }
}
