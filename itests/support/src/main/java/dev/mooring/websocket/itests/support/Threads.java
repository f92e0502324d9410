package dev.mooring.websocket.itests.support;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The live threads at one moment, to tell later which have come since. Holds ids, so it keeps nothing alive. */
public final class Threads {

    private final Set<Long> ids;

    private Threads(Set<Long> ids) {
        this.ids = ids;
    }

    /**
     * Remembers which threads live now.
     *
     * @return the snapshot
     */
    public static Threads now() {
        return new Threads(
                Thread.getAllStackTraces().keySet().stream().map(Threads::id).collect(toUnmodifiableSet()));
    }

    /**
     * Lists the live threads whose names begin so.
     *
     * @param prefix of the name, for example {@code "mooring-"}
     * @return one line for each: name, state, and where it is
     */
    public static List<String> named(String prefix) {
        return lines(thread -> thread.getName().startsWith(prefix));
    }

    /**
     * Lists the threads that live now and did not when this snapshot was taken.
     *
     * @return one line for each: name, state, and where it is
     */
    public List<String> startedSince() {
        return lines(thread -> !ids.contains(id(thread)));
    }

    private static List<String> lines(Predicate<Thread> wanted) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    private static String line(Thread thread, StackTraceElement[] stack) {
        String where = stack.length == 0 ? "" : " at " + stack[0];
        return "%s (%s)%s".formatted(thread.getName(), thread.getState(), where);
    }

    // threadId() came with Java 19. A thread that overrides getId() is no business of ours.
    @SuppressWarnings("deprecation")
    private static Long id(Thread thread) {
        return thread.getId();
    }
}
