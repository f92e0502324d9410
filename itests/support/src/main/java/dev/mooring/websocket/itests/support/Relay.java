package dev.mooring.websocket.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between clients and a server on this machine, and can stop what the server says in the middle of a word, as a
 * network does. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;

    private final ServerSocket socket;
    private final int serverPort;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Object hold = new Object();
    private boolean armed; // guarded by hold
    private int passing; // guarded by hold
    private boolean holding; // guarded by hold

    private Relay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    /**
     * Starts a relay.
     *
     * @param serverPort where the server listens, at 127.0.0.1
     * @return the relay, listening
     */
    public static Relay to(int serverPort) {
        try {
            Relay relay = new Relay(serverPort);
            start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("The relay did not start", e);
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
     * Passes so many bytes of what the server says next, and keeps what follows until {@link #release()}.
     *
     * @param bytes of all connections together
     */
    public void holdAfter(int bytes) {
        synchronized (hold) {
            armed = true;
            passing = bytes;
        }
    }

    /**
     * Whether something is being kept.
     *
     * @return once the bytes before it have been passed
     */
    public boolean isHolding() {
        synchronized (hold) {
            return holding;
        }
    }

    /** Passes what has been kept, and everything from now on. */
    public void release() {
        synchronized (hold) {
            armed = false;
            holding = false;
            hold.notifyAll();
        }
    }

    /** Stops listening, and closes all connections. What has been kept is lost. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket end : open) {
                end.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The relay did not stop", e);
        } finally {
            release();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(socket.getInetAddress(), serverPort);
                open.addAll(List.of(client, server));
                start(() -> pass(client, server, false));
                start(() -> pass(server, client, true));
            } catch (IOException e) {
                // Closed, or one end was gone before it began: the condition tells which.
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Socket from, Socket to, boolean mayBeHeld) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                int first = mayBeHeld ? mayPass(length) : length;
                out.write(buffer, 0, first);
                if (first < length) {
                    awaitRelease();
                    out.write(buffer, first, length - first);
                }
            }
        } catch (IOException e) {
            // The one end has gone, and so will the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int mayPass(int length) {
        synchronized (hold) {
            if (!armed) {
                return length;
            }
            int first = Math.min(length, passing);
            passing -= first;
            return first;
        }
    }

    private void awaitRelease() throws InterruptedException {
        synchronized (hold) {
            // Unless it has been released meanwhile.
            holding = armed;
            while (holding) {
                hold.wait();
            }
        }
    }
}
