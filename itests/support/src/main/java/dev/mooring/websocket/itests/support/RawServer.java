package dev.mooring.websocket.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP server with no manners of its own: what a real server never does, a test writes with it, byte by byte. Records
 * what each client sent, and how the connection ended.
 */
public final class RawServer implements AutoCloseable {

    private final ServerSocket socket;
    private final RawScript script;
    private final List<RawPeer> peers = new CopyOnWriteArrayList<>();
    private final Thread acceptor;

    private RawServer(InetAddress address, RawScript script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 50, address);
        this.acceptor = new Thread(this::accept, "test-raw-server");
        acceptor.setDaemon(true);
    }

    /**
     * Starts a server that accepts, reads, and never says a word unless the test makes a {@link RawPeer} say it.
     *
     * @return the server, listening
     */
    public static RawServer silent() {
        return running(peer -> {});
    }

    /**
     * Starts a server that runs a script for each client.
     *
     * @param script runs on a thread of its own, once the client's request head is complete
     * @return the server, listening
     */
    public static RawServer running(RawScript script) {
        return running(new byte[] {127, 0, 0, 1}, script);
    }

    /**
     * Starts a server elsewhere than at 127.0.0.1.
     *
     * @param address of this machine, four bytes or sixteen
     * @param script runs on a thread of its own, once the client's request head is complete
     * @return the server, listening
     */
    public static RawServer running(byte[] address, RawScript script) {
        try {
            RawServer server = new RawServer(InetAddress.getByAddress(address), script);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The raw server did not start", e);
        }
    }

    /**
     * Where it listens.
     *
     * @return the port that the system chose
     */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Builds a URL of this server.
     *
     * @param target path and query, for example {@code "/chat?room=1"}
     * @return {@code ws://127.0.0.1:port} and the target
     */
    public String url(String target) {
        return "ws://127.0.0.1:" + port() + target;
    }

    /**
     * All clients so far, those that have gone included, in the order in which they were accepted.
     *
     * @return a snapshot
     */
    public List<RawPeer> peers() {
        return List.copyOf(peers);
    }

    /** Stops listening, closes all connections, and waits until all threads have ended. Twice is fine. */
    @Override
    public void close() {
        try {
            socket.close();
            // First nobody new, so that nobody is missed.
            acceptor.join();
            for (RawPeer peer : peers) {
                peer.finish();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The raw server did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                peers.add(RawPeer.start(socket.accept(), script));
            } catch (IOException e) {
                // Closed, or the client was gone before it was accepted: the condition tells which.
            }
        }
    }
}
