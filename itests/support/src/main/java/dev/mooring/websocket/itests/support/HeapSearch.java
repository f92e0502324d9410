package dev.mooring.websocket.itests.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.Instance;

/** A breadth-first search through a heap dump, so that the path found is a shortest one. First the starts, then run. */
final class HeapSearch {

    /** How the search came to an object: from which other one (null: a start), and the name of that reference. */
    private record Arrival(@Nullable Instance from, String holder, Instance object) {}

    /** Shows the references that go out from an object. */
    @FunctionalInterface
    interface Edges {
        void visit(Instance object, HeapEdges.Visitor visitor);
    }

    private final HeapDump dump;
    private final Predicate<Instance> wanted;
    private final Map<Long, Arrival> arrivals = new HashMap<>();
    private final Queue<Instance> open = new ArrayDeque<>();
    private @Nullable Arrival end;

    HeapSearch(HeapDump dump, Predicate<Instance> wanted) {
        this.dump = dump;
        this.wanted = wanted;
    }

    /** Adds an object to start from, unless it is one already. */
    void start(String holder, Instance object) {
        arrive(new Arrival(null, holder, object));
    }

    Optional<HeapPath> run(Edges edges) {
        while (end == null && !open.isEmpty()) {
            Instance next = open.remove();
            edges.visit(next, (holder, held) -> arrive(new Arrival(next, holder, held)));
        }
        return Optional.ofNullable(end).map(this::path);
    }

    /** Returns the start of the path that has been found, if it is one that was added under this name. */
    Optional<Instance> foundFrom(String holder) {
        Arrival at = end;
        for (Arrival next = at; next != null; next = before(next)) {
            at = next;
        }
        return Optional.ofNullable(at)
                .filter(start -> start.holder().equals(holder))
                .map(Arrival::object);
    }

    private void arrive(Arrival arrival) {
        if (end != null || arrivals.putIfAbsent(arrival.object().getInstanceId(), arrival) != null) {
            return;
        }
        if (wanted.test(arrival.object())) {
            end = arrival;
        } else {
            open.add(arrival.object());
        }
    }

    private HeapPath path(Arrival last) {
        Deque<String> steps = new ArrayDeque<>();
        for (Arrival at = last; at != null; at = before(at)) {
            steps.addFirst(at.holder() + " -> " + describe(at.object()));
        }
        return new HeapPath(List.copyOf(steps));
    }

    private @Nullable Arrival before(Arrival arrival) {
        Instance from = arrival.from();
        return from == null ? null : arrivals.get(from.getInstanceId());
    }

    private String describe(Instance object) {
        return dump.classOf(object)
                .map(type -> "class " + type.getName())
                .orElseGet(() -> object.getJavaClass().getName());
    }
}
