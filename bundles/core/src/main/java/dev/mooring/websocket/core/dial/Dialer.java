package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.proxy.ProxyRules;
import dev.mooring.websocket.core.proxy.ProxyServer;
import dev.mooring.websocket.core.proxy.Route;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.tls.TlsLayer;
import dev.mooring.websocket.core.url.AddressBook;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;

/** From a URL to a socket that is connected and, if TLS is asked for, secure. Blocks; a {@link Cutoff} ends it. */
public final class Dialer {

    private final AddressBook addresses;
    private final ProxyRules proxies;
    private final CredentialsLookup credentials;
    private final TlsLayer tls;
    private final Workers workers;

    public Dialer(
            AddressBook addresses, ProxyRules proxies, CredentialsLookup credentials, TlsLayer tls, Workers workers) {
        this.addresses = addresses;
        this.proxies = proxies;
        this.credentials = credentials;
        this.tls = tls;
        this.workers = workers;
    }

    /** Throws {@link WebSocketException} with what went wrong in words. */
    public Dialled dial(DialRequest request, Cutoff cutoff) throws InterruptedException {
        CheckedUrl url = request.url();
        ChannelSocket plain = connect(request, cutoff);
        return new Dialled(plain, url.secure() ? secure(request, plain, cutoff) : plain);
    }

    /** On the first route that leads there. */
    private ChannelSocket connect(DialRequest request, Cutoff cutoff) throws InterruptedException {
        CheckedUrl url = request.url();
        List<Route> routes =
                proxies.asksOthers() ? cutoff.interrupting(() -> proxies.routes(url)) : proxies.routes(url);
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

    private Socket secure(DialRequest request, ChannelSocket plain, Cutoff cutoff) {
        try {
            SSLContext context = cutoff.interrupting(() -> tls.contextFor(request.attempt()));
            return tls.secure(request.url(), context, plain);
        } catch (WebSocketException e) {
            plain.close();
            throw cutoff.reasonOr(e);
        }
    }
}
