package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Both ends of a connection. */
record Ends(ChannelSocket ours, Socket theirs) implements AutoCloseable {

    static Ends connected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChannelSocket ours = ChannelSocket.open();
            ours.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            return new Ends(ours, server.accept());
        }
    }

    void sendOurs(int... bytes) throws IOException {
        byte[] sent = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            sent[i] = (byte) bytes[i];
        }
        theirs.getOutputStream().write(sent);
    }

    @Override
    public void close() throws IOException {
        ours.close();
        theirs.close();
    }
}
