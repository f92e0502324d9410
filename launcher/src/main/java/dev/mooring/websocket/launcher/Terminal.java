package dev.mooring.websocket.launcher;

import java.io.PrintStream;

/** Prints for people: who says what, one line each. Thread-safe. */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void print(String text) {
        out.println(text);
    }

    void print(Speaker speaker, String text) {
        out.printf("  %-10s %s%n", speaker.label(), printable(text));
    }

    void complain(String text) {
        err.println("mooring: " + printable(text));
    }

    void usage() {
        err.println();
        err.print(Arguments.USAGE);
    }

    /** Whether nobody can read us any more, because a pipe behind us is closed. */
    boolean isBroken() {
        return out.checkError();
    }

    /** A server must not be able to steer the terminal, for instance with escape sequences. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
