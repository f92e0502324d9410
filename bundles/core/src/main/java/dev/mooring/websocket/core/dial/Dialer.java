package dev.mooring.websocket.core.dial;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** From a URL to a socket that is connected and, if TLS is asked for, secure. Blocks; a {@link Cutoff} ends it. */
public final class Dialer {

    private final Function<CheckedUrl, CompletableFuture<List<InetAddress>>> addresses;

    /** @param addresses gives those that may be dialled, or fails with {@link WebSocketException} */
    public Dialer(Function<CheckedUrl, CompletableFuture<List<InetAddress>>> addresses) {
        this.addresses = addresses;
    }

    /** Throws {@link WebSocketException} with what went wrong in words. */
    public Socket dial(DialRequest request, Cutoff cutoff) throws InterruptedException {
        CheckedUrl url = request.url();
        List<InetAddress> judged = resolve(url, cutoff);
        judged.forEach(request.addressCheck());
        Socket plain = connect(url, judged, cutoff);
        return url.secure() ? secure(url, plain, cutoff) : plain;
    }

    private List<InetAddress> resolve(CheckedUrl url, Cutoff cutoff) throws InterruptedException {
        CompletableFuture<List<InetAddress>> judged = addresses.apply(url);
        Closeable giveUp = () -> judged.cancel(false);
        cutoff.guard(giveUp);
        try {
            return judged.get();
        } catch (CancellationException e) {
            throw cutoff.reasonOr(new WebSocketException(Reason.CANCELLED, "Connecting was given up."));
        } catch (ExecutionException e) {
            throw cutoff.reasonOr((WebSocketException) requireNonNull(e.getCause()));
        }
    }

    private static Socket connect(CheckedUrl url, List<InetAddress> addresses, Cutoff cutoff) {
        String failures = "";
        for (InetAddress address : addresses) {
            // A plain one would ask the JVM's proxy settings, and dial an address that nobody has judged.
            Socket socket = new Socket(Proxy.NO_PROXY);
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

    private static Socket secure(CheckedUrl url, Socket plain, Cutoff cutoff) {
        try {
            SSLSocket secure = (SSLSocket)
                    SSLContext.getDefault().getSocketFactory().createSocket(plain, tlsName(url), url.port(), true);
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

    /** The name, never the address that was dialled. Without a dot at its end (RFC 6066, section 3). */
    private static String tlsName(CheckedUrl url) {
        String host = url.bareHost();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use to anybody any more.
        }
    }
}
