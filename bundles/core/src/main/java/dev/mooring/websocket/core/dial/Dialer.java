package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.proxy.ProxyRules;
import dev.mooring.websocket.core.proxy.ProxyServer;
import dev.mooring.websocket.core.proxy.Route;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.url.AddressBook;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** From a URL to a socket that is connected and, if TLS is asked for, secure. Blocks; a {@link Cutoff} ends it. */
public final class Dialer {

    private final AddressBook addresses;
    private final ProxyRules proxies;
    private final CredentialsLookup credentials;
    private final Workers workers;

    public Dialer(AddressBook addresses, ProxyRules proxies, CredentialsLookup credentials, Workers workers) {
        this.addresses = addresses;
        this.proxies = proxies;
        this.credentials = credentials;
        this.workers = workers;
    }

    /** Throws {@link WebSocketException} with what went wrong in words. */
    public Socket dial(DialRequest request, Cutoff cutoff) throws InterruptedException {
        CheckedUrl url = request.url();
        Socket plain = connect(request, cutoff);
        return url.secure() ? secure(url, plain, cutoff) : plain;
    }

    /** On the first route that leads there. */
    private Socket connect(DialRequest request, Cutoff cutoff) throws InterruptedException {
        CheckedUrl url = request.url();
        List<Route> routes = cutoff.interrupting(() -> proxies.routes(url));
        StringJoiner failures = new StringJoiner("; ");
        for (int i = 0; i < routes.size(); i++) {
            boolean isLast = i == routes.size() - 1;
            Optional<Duration> patience =
                    isLast ? Optional.empty() : Optional.of(request.timeout().dividedBy(routes.size()));
            Dialling dialling = new Dialling(request, cutoff, addresses, workers, patience);
            Route route = routes.get(i);
            try {
                return route instanceof ProxyServer proxy
                        ? new Detour(dialling, proxy, proxies, credentials).open()
                        : dialling.connect(dialling.judged(), url.port(), "");
            } catch (IOException e) {
                failures.add(route instanceof ProxyServer proxy ? unreachable(url, proxy, e, cutoff) : e.getMessage());
            } catch (WebSocketException e) {
                throw cutoff.reasonOr(e);
            }
        }
        boolean byProxy = routes.stream().anyMatch(ProxyServer.class::isInstance);
        throw cutoff.reasonOr(new WebSocketException(
                byProxy ? Reason.PROXY_FAILED : Reason.CONNECT_FAILED,
                "No connection to " + url + " could be made (" + failures + ")."));
    }

    private String unreachable(CheckedUrl url, ProxyServer proxy, IOException why, Cutoff cutoff) {
        cutoff.interrupting(() -> {
            proxies.unreachable(url, proxy, why);
            return proxy;
        });
        return "the proxy " + proxy + " can't be reached: " + why.getMessage();
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
