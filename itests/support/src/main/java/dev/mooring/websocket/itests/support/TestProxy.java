package dev.mooring.websocket.itests.support;

import dev.mooring.websocket.itests.support.ProxyDialogue.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that relays bytes for real, and keeps a record of what it was asked for. */
public final class TestProxy implements AutoCloseable {

    private static final String THREADS = "test-proxy";

    private final ServerSocket server;
    private final ProxyDialogue dialogue;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    private TestProxy(ProxyDialogue dialogue) {
        this.dialogue = dialogue;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy did not start", e);
        }
        start(this::accept);
    }

    /**
     * Starts an HTTP proxy for everybody.
     *
     * @return the proxy, listening
     */
    public static TestProxy http() {
        return new TestProxy(new HttpDialogue(Optional.empty()));
    }

    /**
     * Starts an HTTP proxy for one user (RFC 7617), of the realm {@code test}.
     *
     * @param user without a colon
     * @param password in clear
     * @return the proxy, listening
     */
    public static TestProxy http(String user, String password) {
        return new TestProxy(new HttpDialogue(Optional.of(user + ":" + password)));
    }

    /**
     * Starts a SOCKS 5 proxy for everybody.
     *
     * @return the proxy, listening
     */
    public static TestProxy socks() {
        return new TestProxy(new SocksDialogue(Optional.empty()));
    }

    /**
     * Starts a SOCKS 5 proxy for one user (RFC 1929).
     *
     * @param user without a colon
     * @param password in clear
     * @return the proxy, listening
     */
    public static TestProxy socks(String user, String password) {
        return new TestProxy(new SocksDialogue(Optional.of(user + ":" + password)));
    }

    /**
     * Where it listens.
     *
     * @return the port that the system chose
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * What it was asked for: {@code CONNECT host:port} by HTTP, {@code host:port} or {@code wrong password} by SOCKS.
     *
     * @return a snapshot, in the order of the requests
     */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    void heard(String request) {
        requests.add(request);
    }

    /** Stops listening, cuts all connections, and waits until all threads have ended. Twice is fine. */
    @Override
    public void close() {
        try {
            server.close();
            for (Thread thread = threads.poll(); thread != null; thread = threads.poll()) {
                sockets.forEach(TestProxy::closeQuietly);
                thread.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or the client was gone before it was accepted: the condition tells which.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Target target = dialogue.hear(client.getInputStream(), client.getOutputStream(), this);
            if (target != null) {
                relay(client, target);
            }
        } catch (IOException e) {
            // A client or server that hangs up, as they do.
        }
    }

    private void relay(Socket client, Target target) throws IOException {
        try (Socket onwards = connect(target)) {
            sockets.add(onwards);
            dialogue.answer(client.getOutputStream(), true);
            start(() -> copy(onwards, client));
            copy(client, onwards);
        } catch (UnreachableException e) {
            dialogue.answer(client.getOutputStream(), false);
        }
    }

    private static Socket connect(Target target) throws UnreachableException {
        // A plain one would go through the JVM's proxies, of which this may be one.
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            // An address of IPv6 may be in brackets.
            socket.connect(new InetSocketAddress(InetAddress.getByName(target.host()), target.port()));
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            throw new UnreachableException(e);
        }
    }

    private static final class UnreachableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreachableException(IOException cause) {
            super(cause);
        }
    }

    /** Ends both when one ends. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // An end like any other.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
