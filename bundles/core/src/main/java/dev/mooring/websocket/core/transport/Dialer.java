package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.policy.WebSocketUrl;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** From a host name to a socket that is connected and, for {@code wss}, secure. Blocks; a {@link Cutoff} ends it. */
final class Dialer {

    private final HostResolver resolver;

    Dialer(HostResolver resolver) {
        this.resolver = resolver;
    }

    /** Throws {@link WebSocketException} with what went wrong in words. */
    Socket dial(WebSocketUrl url, Cutoff cutoff) throws InterruptedException {
        InetAddress[] addresses = resolve(url, cutoff);
        Socket plain = connect(url, addresses, cutoff);
        return url.secure() ? secure(url, plain, cutoff) : plain;
    }

    private InetAddress[] resolve(WebSocketUrl url, Cutoff cutoff) throws InterruptedException {
        CompletableFuture<InetAddress[]> addresses = resolver.resolve(url.bareHost());
        Closeable giveUp = () -> addresses.cancel(false);
        cutoff.guard(giveUp);
        try {
            return addresses.get();
        } catch (CancellationException | ExecutionException e) {
            throw cutoff.reasonOr(new WebSocketException(
                    Reason.UNKNOWN_HOST,
                    "The host name " + url.bareHost() + " is unknown. Check its spelling and the network's DNS."));
        }
    }

    private static Socket connect(WebSocketUrl url, InetAddress[] addresses, Cutoff cutoff) {
        String failures = "";
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            cutoff.guard(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, url.port()));
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                failures += (failures.isEmpty() ? "" : "; ") + address.getHostAddress() + ": " + e.getMessage();
            }
        }
        throw cutoff.reasonOr(new WebSocketException(
                Reason.CONNECT_FAILED, "No connection to " + url + " could be made (" + failures + ")."));
    }

    private static Socket secure(WebSocketUrl url, Socket plain, Cutoff cutoff) {
        try {
            SSLSocket secure = (SSLSocket)
                    SSLContext.getDefault().getSocketFactory().createSocket(plain, url.bareHost(), url.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            // Without this, JSSE accepts a valid certificate of any host.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (SSLException e) {
            closeQuietly(plain);
            throw cutoff.reasonOr(new WebSocketException(
                    Reason.TLS,
                    "No secure connection to " + url + " could be made (" + e.getMessage()
                            + "). Check that the server speaks TLS there, and that its certificate is valid for this host"
                            + " and trusted."));
        } catch (IOException e) {
            closeQuietly(plain);
            throw cutoff.reasonOr(new WebSocketException(
                    Reason.TLS,
                    "The connection to " + url + " broke while it was being secured: " + e.getMessage() + "."));
        } catch (NoSuchAlgorithmException e) {
            closeQuietly(plain);
            throw new WebSocketException(
                    Reason.TLS, "This Java runtime has no usable default TLS configuration: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use to anybody any more.
        }
    }
}
