package dev.mooring.websocket.core.thread;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at regular intervals whether code of others holds something up. One timer for all, and only while there is
 * something to look at: to arm a timer for each call of a handler would cost more than most handlers do.
 */
public final class Patrol {

    /** What may be held up. */
    public interface Post {

        /**
         * Called on the timer, at regular intervals. Must be quick.
         *
         * @return false if nothing has happened here since the last look, and nothing is held up
         */
        boolean look();
    }

    /** What is seen in the same state twice has been held up for so long. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Workers workers;
    private final Set<Post> posts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean walking = new AtomicBoolean();

    public Patrol(Workers workers) {
        this.workers = workers;
    }

    /** From now on this post is looked at. */
    public void add(Post post) {
        posts.add(post);
    }

    public void remove(Post post) {
        posts.remove(post);
    }

    /** Something is about to happen at a post: looks will follow. Costs next to nothing while they do anyway. */
    public void walk() {
        if (!walking.get() && walking.compareAndSet(false, true)) {
            workers.schedule(this::lookAround, INTERVAL);
        }
    }

    private void lookAround() {
        // If a look fails, others go on: without them, whoever is held up would be so for ever.
        boolean goOn = true;
        try {
            goOn = lookAtAll();
        } finally {
            if (goOn) {
                workers.schedule(this::lookAround, INTERVAL);
            }
        }
        if (!goOn) {
            walking.set(false);
            // What has begun since the look has seen that we were walking.
            if (lookAtAll()) {
                walk();
            }
        }
    }

    private boolean lookAtAll() {
        boolean busy = false;
        for (Post post : posts) {
            busy |= post.look();
        }
        return busy;
    }
}
