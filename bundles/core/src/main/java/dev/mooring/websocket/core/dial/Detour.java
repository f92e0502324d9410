package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.credentials.Demand;
import dev.mooring.websocket.core.proxy.HttpTunnel;
import dev.mooring.websocket.core.proxy.Line;
import dev.mooring.websocket.core.proxy.ProxyRules;
import dev.mooring.websocket.core.proxy.ProxyServer;
import dev.mooring.websocket.core.proxy.SocksTunnel;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.url.Host;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.Challenge.Challenger;
import dev.mooring.websocket.spi.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way through one proxy. */
final class Detour implements Line {

    private final Dialling dialling;
    private final ProxyServer proxy;
    private final ProxyRules rules;
    private final CredentialsLookup lookup;
    private final String ifSlow;

    Detour(Dialling dialling, ProxyServer proxy, ProxyRules rules, CredentialsLookup lookup) {
        this.dialling = dialling;
        this.proxy = proxy;
        this.rules = rules;
        this.lookup = lookup;
        this.ifSlow = "The proxy " + proxy + " has not answered.";
    }

    /** Throws {@link IOException} if the proxy can't be reached. */
    ChannelSocket open() throws IOException, InterruptedException {
        CheckedUrl url = dialling.request().url();
        List<InetAddress> targets = targets(url);
        ChannelSocket tunnel = switch (proxy.protocol()) {
            case HTTP -> new HttpTunnel(proxy, url, this).open();
            case SOCKS5 -> new SocksTunnel(proxy, url, targets, this).open();
        };
        dialling.cutoff().guard(tunnel);
        return tunnel;
    }

    /** Judged, as far as there is something to judge; none if only the proxy will know. */
    private List<InetAddress> targets(CheckedUrl url) throws InterruptedException {
        if (!proxy.resolves()) {
            return dialling.judged();
        }
        if (dialling.addresses().isReserved(url.port()) && !rules.allowsReservedPorts()) {
            throw new WebSocketException(
                    Reason.URL_REFUSED,
                    "Connections to " + url + " are refused: port " + url.port()
                            + " is reserved for the platform's own services, and where a proxy looks names up, nobody"
                            + " here can tell whether one leads to them. Use another port; or let the platform's"
                            + " operators name the host in " + ProxyRules.EXCLUSIONS + ", or set "
                            + ProxyRules.RESERVED_PORTS + " to allow.");
        }
        return Host.parse(url.host()).address() == null ? List.of() : dialling.judged();
    }

    @Override
    public ChannelSocket connect() throws IOException, InterruptedException {
        return dialling.connect(dialling.addressesOf(proxy.host(), ifSlow), proxy.port(), ifSlow);
    }

    @Override
    public Optional<Credentials> credentials(Optional<String> realm) {
        Demand demand = new Demand(
                Challenger.PROXY,
                proxy.hostText(),
                proxy.port(),
                false,
                realm,
                dialling.request().attempt().extensionId());
        return dialling.cutoff().interrupting(() -> lookup.ask(demand));
    }

    @Override
    public Duration share(int ofHowMany) {
        return dialling.request().timeout().dividedBy(ofHowMany);
    }
}
