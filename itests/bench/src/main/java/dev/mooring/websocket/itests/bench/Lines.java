package dev.mooring.websocket.itests.bench;

import java.io.PrintStream;

/**
 * How processes talk: one line asks, one line answers. Answers are marked, since libraries print to standard output
 * what they like.
 */
public final class Lines {

    static final String ANSWER = "> ";
    static final String FAILURE = "! ";

    private static final PrintStream OUT = System.out;

    private Lines() {}

    public static void answer(String line) {
        OUT.println(ANSWER + line);
        OUT.flush();
    }

    public static void fail(Throwable cause) {
        OUT.println(FAILURE + cause.toString().replace('\n', ' '));
        OUT.flush();
    }
}
