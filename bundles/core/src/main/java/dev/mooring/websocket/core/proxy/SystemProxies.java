package dev.mooring.websocket.core.proxy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.proxy.ProxyServer.Protocol;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the JVM's {@code ProxySelector} says, of whatever kind it is at the moment. */
final class SystemProxies {

    private SystemProxies() {}

    /** Throws {@code PROXY_FAILED} if it says nothing of use: going round a proxy is not ours to decide. */
    static List<Route> routes(CheckedUrl url) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return List.of(new Direct());
        }
        List<Route> routes = new ArrayList<>();
        try {
            for (Proxy proxy : selector.select(asked(url))) {
                if (proxy.type() == Proxy.Type.DIRECT) {
                    routes.add(new Direct());
                } else if (proxy.address() instanceof InetSocketAddress address) {
                    routes.add(ProxyServer.selected(
                            proxy.type() == Proxy.Type.HTTP ? Protocol.HTTP : Protocol.SOCKS5, address));
                }
            }
        } catch (RuntimeException | Error e) {
            // Its own classes must not get into what an extension gets.
            throw failed(url, "fails: " + e);
        }
        if (routes.isEmpty()) {
            throw failed(url, "names none");
        }
        return routes;
    }

    private static WebSocketException failed(CheckedUrl url, String how) {
        return new WebSocketException(
                Reason.PROXY_FAILED,
                "The Java runtime's ProxySelector, which has to name the proxy for " + url + ", " + how + ".");
    }

    /** It knows these schemes and no others. Nothing of path and query, which may be secrets. */
    private static URI asked(CheckedUrl url) {
        return URI.create((url.secure() ? "https" : "http") + "://" + url.authority() + "/");
    }

    static void unreachable(CheckedUrl url, ProxyServer proxy, IOException why) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector != null && proxy.selected() != null) {
            try {
                selector.connectFailed(asked(url), proxy.selected(), why);
            } catch (RuntimeException | Error e) {
                // It has been told. The next proxy is tried all the same.
            }
        }
    }
}
