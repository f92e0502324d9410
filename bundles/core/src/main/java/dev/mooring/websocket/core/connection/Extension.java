package dev.mooring.websocket.core.connection;

import java.util.concurrent.atomic.AtomicLong;

/** What stays of an extension from one life to the next: its id, and the count of its connections. */
final class Extension {

    private final String id;
    private final AtomicLong connections = new AtomicLong();

    Extension(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** A number that no connection of this extension had before. */
    long nextConnection() {
        return connections.getAndIncrement();
    }

    String connectionId(long number) {
        return connectionIdPrefix() + number;
    }

    /** Whether this extension once had a connection of that id, be it open or gone. Asks nothing about others. */
    boolean hadConnection(String connectionId) {
        if (!connectionId.startsWith(connectionIdPrefix())) {
            return false;
        }
        String number = connectionId.substring(connectionIdPrefix().length());
        try {
            long parsed = Long.parseLong(number);
            return parsed >= 0
                    && parsed < connections.get()
                    && Long.toString(parsed).equals(number);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String connectionIdPrefix() {
        return id + "_ws_";
    }
}
