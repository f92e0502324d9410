package dev.mooring.websocket.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a proxy and its client say to each other before bytes are relayed. */
interface ProxyDialogue {

    /** Where the client wants to go. */
    record Target(String host, int port) {}

    /** Listens until the client has said where it wants to go; null if it may not, which has been said to it. */
    @Nullable
    Target hear(InputStream in, OutputStream out, TestProxy proxy) throws IOException;

    /** Says whether that is connected to. */
    void answer(OutputStream out, boolean connected) throws IOException;
}
