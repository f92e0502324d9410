package dev.mooring.websocket.core.dial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address that answers nobody: its queue is full, so that the system drops what else comes. */
final class BlackHole {

    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> queue = new ArrayList<>();

    BlackHole(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 1, address);
        boolean full = false;
        while (!full) {
            Socket next = new Socket();
            try {
                next.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
                queue.add(next);
            } catch (SocketTimeoutException e) {
                full = true;
            }
        }
    }

    /** From now on there is room in the queue. */
    void wakeUp() throws IOException {
        for (int i = 0; i < queue.size(); i++) {
            server.accept().close();
        }
    }

    /** From now on, nobody listens there. */
    void refuse() throws IOException {
        server.close();
    }

    void close() throws IOException {
        for (Socket waiting : queue) {
            waiting.close();
        }
        server.close();
    }
}
