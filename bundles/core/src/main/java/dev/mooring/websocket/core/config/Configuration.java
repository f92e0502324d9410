package dev.mooring.websocket.core.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators can change while the platform runs, as ConfigAdmin and its editors see it. */
@ObjectClassDefinition(
        name = "Mooring WebSockets",
        description = "Limits, time-outs and sizes. They apply to connections that are opened from then on.")
public @interface Configuration {

    String PID = "dev.mooring.websocket";

    @AttributeDefinition(
            description = "How many connections an extension may have at once, those that are connecting included",
            min = "1",
            max = "" + Settings.MAX_CONNECTIONS)
    int maxConnections() default Settings.CONNECTIONS;

    @AttributeDefinition(
            description = "How many bytes may wait for the handlers of one connection before its peer is slowed down",
            min = "1024",
            max = "" + Settings.MAX_BYTES)
    int inboxBytes() default Settings.INBOX_BYTES;

    @AttributeDefinition(
            description = "How many bytes may wait to be sent on one connection before sends fail",
            min = "1024",
            max = "" + Settings.MAX_BYTES)
    int outboxBytes() default Settings.OUTBOX_BYTES;

    @AttributeDefinition(
            description = "The largest message that is received, in bytes",
            min = "1024",
            max = "" + Settings.MAX_BYTES)
    int messageBytes() default Settings.MESSAGE_BYTES;

    @AttributeDefinition(
            description = "How many request headers an extension may add, and how many subprotocols it may offer",
            min = "0",
            max = "1000")
    int maxHeaders() default Settings.HEADERS;

    @AttributeDefinition(
            description = "How many bytes the names and values of those headers may have together",
            min = "0",
            max = "1048576")
    int maxHeaderBytes() default Settings.HEADER_BYTES;

    @AttributeDefinition(
            description =
                    "How long the peer may take for its part of a closing handshake, in milliseconds; ten times as long at"
                            + " most, while it goes on taking what was sent before",
            min = "1",
            max = "" + Settings.MAX_MILLIS)
    int closeTimeoutMillis() default Settings.CLOSE_TIMEOUT_MILLIS;

    @AttributeDefinition(
            description =
                    "How long the peer may take nothing of what is sent to it before the connection counts as lost,"
                            + " in milliseconds; 0 for ever",
            min = "0",
            max = "" + Settings.MAX_SEND_TIMEOUT_MILLIS)
    int sendTimeoutMillis() default Settings.SEND_TIMEOUT_MILLIS;

    @AttributeDefinition(
            description = "How long EventAdmin may hold up a connection before the connection goes round it, in"
                    + " milliseconds",
            min = "10",
            max = "" + Settings.MAX_MILLIS)
    int busTimeoutMillis() default Settings.BUS_TIMEOUT_MILLIS;

    @AttributeDefinition(
            description = "How long a stopping bundle waits for its handlers that are running, in milliseconds",
            min = "0",
            max = "" + Settings.MAX_MILLIS)
    int stopTimeoutMillis() default Settings.STOP_TIMEOUT_MILLIS;

    @AttributeDefinition(
            description = "The largest frame that is received, in bytes; 0 for any that the message has room for",
            min = "0",
            max = "" + Settings.MAX_BYTES)
    int frameBytes() default Settings.FRAME_BYTES;

    @AttributeDefinition(
            description = "How many redirects of a server are followed for one connection; 0 for none. Each has to pass"
                    + " all rules anew",
            min = "0",
            max = "" + Settings.MAX_REDIRECTS)
    int maxRedirects() default Settings.REDIRECTS;

    @AttributeDefinition(description = "Whether extensions may have their messages compressed, if the server agrees")
    boolean compression() default Settings.COMPRESSION;

    @AttributeDefinition(
            description =
                    "Whether a compressed message may refer to those before it, which makes small ones smaller and"
                            + " costs each connection that compresses 310 KiB until it closes")
    boolean compressionContextTakeover() default Settings.COMPRESSION_CONTEXT_TAKEOVER;
}
