package dev.mooring.websocket.itests.bench;

import java.util.HashMap;
import java.util.Map;

/** How many messages or connects a timed section has: as many as take the wanted CPU time, by the section before. */
final class SectionLength {

    private static final int FIRST_BYTES = 16 << 20;
    private static final int MIN = 40;
    private static final int MAX = 2_000_000;
    private static final int FIRST_MAX = 20_000;
    private static final int ECHOES = 4000;
    /** A handshake, of TLS above all, is much code that has to be compiled. */
    private static final int FIRST_CONNECTS = 200;

    private static final int MIN_CONNECTS = 100;
    private static final int MAX_CONNECTS = 1000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    private final int millis;
    private final Map<String, Integer> counts = new HashMap<>();

    SectionLength(int millis) {
        this.millis = millis;
    }

    int count(Point point, String name) {
        int first = switch (point.measure()) {
            case ECHO -> ECHOES;
            case CONNECT, CONNECT_TLS -> FIRST_CONNECTS;
            default -> bounded((double) FIRST_BYTES / Math.max(1, point.size().bytes()), MIN, FIRST_MAX);
        };
        return counts.getOrDefault(name, first);
    }

    void took(Point point, String name, double value) {
        switch (point.measure()) {
            case RECEIVE, SEND -> counts.put(name, bounded(millis * NANOS_PER_MILLI / value, MIN, MAX));
            case CONNECT, CONNECT_TLS ->
                counts.put(name, bounded(millis * MICROS_PER_MILLI / value, MIN_CONNECTS, MAX_CONNECTS));
            default -> {
                // As many as there were.
            }
        }
    }

    private static int bounded(double count, int min, int max) {
        return (int) Math.max(min, Math.min(max, count));
    }
}
