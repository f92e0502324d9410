package dev.mooring.websocket.core.proxy;

import java.io.IOException;
import java.net.Socket;

final class Sockets {

    private Sockets() {}

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use to anybody any more.
        }
    }
}
