package dev.mooring.websocket.itests.bench.server;

import dev.mooring.websocket.itests.bench.Lines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * {@code ws://} and {@code wss://} on ports of the system's choice, which it tells on standard output. What a
 * connection is for says its path: see {@link Session}. Ends when standard input does.
 */
public final class Server {

    private static final int BACKLOG = 4096;
    /** Small: there may be thousands. */
    private static final int STACK_BYTES = 256 * 1024;

    private final IdleConnections idle;

    private Server(IdleConnections idle) {
        this.idle = idle;
    }

    public static void main(String[] args) throws Exception {
        new Server(IdleConnections.start()).run();
    }

    private void run() throws IOException, GeneralSecurityException, InterruptedException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        ServerSocketChannel plain = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), BACKLOG);
        SSLServerSocket tls = (SSLServerSocket)
                TlsChannel.context().getServerSocketFactory().createServerSocket(0, BACKLOG, loopback);
        daemon("accept-plain", () -> acceptPlain(plain));
        daemon("accept-tls", () -> acceptTls(tls));
        Lines.answer(plain.socket().getLocalPort() + " " + tls.getLocalPort());

        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            // The only command there is.
            Lines.answer(Long.toString(idle.awaitAllClosed()));
        }
    }

    private void acceptPlain(ServerSocketChannel server) {
        while (true) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                throw new IllegalStateException("Can't accept", e);
            }
        }
    }

    private void acceptTls(SSLServerSocket server) {
        while (true) {
            try {
                serve(new TlsChannel((SSLSocket) server.accept()));
            } catch (IOException e) {
                throw new IllegalStateException("Can't accept", e);
            }
        }
    }

    private void serve(ByteChannel peer) {
        daemon("session", new Session(peer, idle));
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }
}
