package dev.mooring.websocket.itests.bench;

import java.util.Arrays;
import java.util.List;

/** What can be measured: by which command of a client, and as which figures. */
enum Measure {
    RECEIVE("receive", "ns", "receive"),
    SEND("send", "ns", "send"),
    ECHO("echo", "us", "echo-p50 echo-p99"),
    CONNECT("connect", "us", "connect"),
    CONNECT_TLS("connect-tls", "us", "connect-tls"),
    IDLE("idle", "bytes", "idle-heap idle-rss idle-threads"),
    STOP("stop", "ms", "stop");

    private final String command;
    private final String unit;
    /** Their names, with blanks between. */
    private final String figures;

    Measure(String command, String unit, String figures) {
        this.command = command;
        this.unit = unit;
        this.figures = figures;
    }

    /** By its own name or by that of one of its figures. */
    static Measure named(String name) {
        return Arrays.stream(values())
                .filter(measure ->
                        measure.command.equals(name) || measure.figures().contains(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no measure " + name));
    }

    String command() {
        return command;
    }

    List<String> figures() {
        return List.of(figures.split(" ", -1));
    }

    String unit(String figure) {
        return figure.endsWith("-threads") ? "threads" : unit;
    }

    /** Whether it is taken for messages of all sizes. */
    boolean hasSizes() {
        return this == RECEIVE || this == SEND;
    }

    /** Whether it needs a process in which nothing has happened yet. */
    boolean needsFreshProcess() {
        return this == IDLE || this == STOP;
    }

    /** Whether it depends on how messages are sent. */
    boolean sends() {
        return this == SEND || this == ECHO;
    }
}
