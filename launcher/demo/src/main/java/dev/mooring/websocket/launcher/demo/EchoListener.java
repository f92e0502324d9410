package dev.mooring.websocket.launcher.demo;

/** Hears what an {@link EchoServer} experiences. Called by the server's threads, in order for each session. */
public interface EchoListener {

    /**
     * A session is about to open.
     *
     * @param target the path and query that the client asked for
     */
    void opened(String target);

    /**
     * A text message has arrived and is about to be sent back.
     *
     * @param text all of it
     */
    void received(String text);

    /**
     * A binary message has arrived and is about to be sent back.
     *
     * @param bytes how many
     */
    void received(int bytes);

    /**
     * A session is over.
     *
     * @param code what the client's close frame said (RFC 6455, section 7.4.1), or 1006 if there was none
     * @param reason the reason beside it; may be empty
     */
    void closed(int code, String reason);
}
