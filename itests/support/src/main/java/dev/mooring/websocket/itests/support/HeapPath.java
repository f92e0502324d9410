package dev.mooring.websocket.itests.support;

import java.util.List;
import java.util.stream.Stream;

/**
 * A chain of strong references, for people to read: it says who keeps what.
 *
 * @param steps in order, each as {@code holder.field -> what it holds}
 */
public record HeapPath(List<String> steps) {

    static final HeapPath EMPTY = new HeapPath(List.of());

    /** Copies its argument. */
    public HeapPath {
        steps = List.copyOf(steps);
    }

    HeapPath then(HeapPath next) {
        return new HeapPath(Stream.of(steps, next.steps).flatMap(List::stream).toList());
    }

    /**
     * The steps, one a line, so that a failed assertion prints well.
     *
     * @return the text
     */
    @Override
    public String toString() {
        return String.join(System.lineSeparator(), steps);
    }
}
