package dev.mooring.websocket.launcher;

/**
 * Something that somebody has told.
 *
 * @param text may hold anything, for instance what a server on the internet has sent
 */
record Line(Kind kind, String text) {

    enum Kind {
        /** There may be more. */
        NEWS,

        /** It was the last. */
        END,

        /** It was the last, and the reason why something did not go well. */
        FAILURE
    }

    static Line news(String text) {
        return new Line(Kind.NEWS, text);
    }
}
