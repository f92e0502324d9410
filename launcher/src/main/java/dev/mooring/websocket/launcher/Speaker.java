package dev.mooring.websocket.launcher;

import java.util.Locale;

/** Who is heard on the terminal. */
enum Speaker {
    SERVER,
    PLATFORM,
    EXTENSION;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
