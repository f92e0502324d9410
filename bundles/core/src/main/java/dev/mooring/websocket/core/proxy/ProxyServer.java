package dev.mooring.websocket.core.proxy;

import dev.mooring.websocket.core.url.Host;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy, and how to speak to it.
 *
 * @param resolves whether it is given the target's name, to be looked up by it
 * @param selected what the JVM's {@code ProxySelector} has called it; null if it was not that which named it
 */
public record ProxyServer(
        Protocol protocol,
        Host host,
        int port,
        boolean resolves,
        @Nullable InetSocketAddress selected) implements Route {

    /** How it is told where to connect to. */
    public enum Protocol {
        /** HTTP CONNECT (RFC 9110, section 9.3.6). */
        HTTP,
        /** SOCKS 5 (RFC 1928). */
        SOCKS5
    }

    private static final int MAX_PORT = 65535;

    /**
     * Reads {@code http://host:port}, {@code socks5://host:port} or {@code socks5h://host:port}.
     *
     * @throws IllegalArgumentException says what is wrong; it repeats nothing of the text, which may hold a password
     */
    static ProxyServer parse(String text) {
        URI uri = uri(text);
        require(
                uri.getRawUserInfo() == null,
                "user names and passwords come from a CredentialsService of the platform");
        String host = uri.getHost();
        require(host != null && uri.getPort() >= 1 && uri.getPort() <= MAX_PORT, "it needs a host and a port");
        require(
                uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null,
                "nothing may come after the port");
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        Protocol protocol = scheme.equals("http") ? Protocol.HTTP : Protocol.SOCKS5;
        require(
                protocol == Protocol.HTTP || scheme.equals("socks5") || scheme.equals("socks5h"),
                "its scheme is none of the three");
        return new ProxyServer(protocol, Host.parse(host), uri.getPort(), !scheme.equals("socks5"), null);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException | NumberFormatException e) {
            throw new IllegalArgumentException("it is no URL", e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** What is meant by the JVM's {@code ProxySelector}. */
    static ProxyServer selected(Protocol protocol, InetSocketAddress address) {
        return new ProxyServer(protocol, host(address), address.getPort(), protocol == Protocol.HTTP, address);
    }

    private static Host host(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved != null) {
            return new Host(resolved.getHostAddress(), resolved);
        }
        String text = address.getHostString();
        try {
            return Host.parse(text.contains(":") && !text.startsWith("[") ? "[" + text + "]" : text);
        } catch (IllegalArgumentException e) {
            // In one's own network, names may have underscores and the like.
            return new Host(text.toLowerCase(Locale.ROOT), null);
        }
    }

    /** As in a URL: an IPv6 address is in brackets. */
    public String hostText() {
        return host.address() instanceof Inet6Address ? "[" + host.name() + "]" : host.name();
    }

    /** For people. */
    @Override
    public String toString() {
        return hostText() + ":" + port;
    }
}
