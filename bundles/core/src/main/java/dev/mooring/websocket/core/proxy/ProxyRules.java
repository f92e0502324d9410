package dev.mooring.websocket.core.proxy;

import static java.util.Objects.requireNonNullElse;

import dev.mooring.websocket.core.url.Host;
import dev.mooring.websocket.core.url.HostPatterns;
import dev.mooring.websocket.platform.CheckedUrl;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which connections go through which proxy, by framework properties: whoever could change that could read what others
 * send. A value that can't be understood is refused as a whole.
 */
public final class ProxyRules {

    /** {@code none}, {@code system}, or a proxy's URL. */
    public static final String PROXY = "dev.mooring.websocket.proxy";

    /** Names, {@code *.suffix} patterns and addresses, separated by commas. */
    public static final String EXCLUSIONS = "dev.mooring.websocket.proxy.exclusions";

    /** {@code refuse} or {@code allow}. */
    public static final String RESERVED_PORTS = "dev.mooring.websocket.proxy.reserved.ports";

    private static final String SYSTEM = "system";

    private static final List<Route> DIRECTLY = List.of(new Direct());

    /** Null if there is no proxy, as on most platforms: their connects should not pay for those of others. */
    private final @Nullable Function<CheckedUrl, List<Route>> choice;

    private final boolean asksOthers;
    private final HostPatterns exclusions;
    private final boolean allowsReservedPorts;

    private ProxyRules(
            @Nullable Function<CheckedUrl, List<Route>> choice,
            boolean asksOthers,
            HostPatterns exclusions,
            boolean allowsReservedPorts) {
        this.choice = choice;
        this.asksOthers = asksOthers;
        this.exclusions = exclusions;
        this.allowsReservedPorts = allowsReservedPorts;
    }

    /**
     * Reads the properties.
     *
     * @param properties gives null for one that is not set
     * @throws IllegalArgumentException names the property and what is wrong in it
     */
    public static ProxyRules from(UnaryOperator<@Nullable String> properties) {
        String proxy = requireNonNullElse(properties.apply(PROXY), "none").strip();
        return new ProxyRules(
                choice(proxy),
                proxy.equals(SYSTEM),
                HostPatterns.parse(EXCLUSIONS, properties.apply(EXCLUSIONS)),
                allows(requireNonNullElse(properties.apply(RESERVED_PORTS), "refuse")
                        .strip()));
    }

    private static @Nullable Function<CheckedUrl, List<Route>> choice(String value) {
        return switch (value) {
            case "none" -> null;
            case SYSTEM -> SystemProxies::routes;
            default -> always(server(value));
        };
    }

    private static Function<CheckedUrl, List<Route>> always(Route route) {
        List<Route> only = List.of(route);
        return url -> only;
    }

    private static ProxyServer server(String value) {
        try {
            return ProxyServer.parse(value);
        } catch (IllegalArgumentException e) {
            // What has an @ may have a password before it.
            String shown = value.contains("@") ? "what it is" : "\"" + value + "\"";
            throw new IllegalArgumentException(
                    "The framework property " + PROXY + " must be none, system, http://host:port, socks5://host:port or"
                            + " socks5h://host:port, not " + shown + " (" + e.getMessage() + ")",
                    null);
        }
    }

    private static boolean allows(String value) {
        if (!value.equals("refuse") && !value.equals("allow")) {
            throw new IllegalArgumentException(
                    "The framework property " + RESERVED_PORTS + " must be refuse or allow, not \"" + value + "\"");
        }
        return value.equals("allow");
    }

    /**
     * The ways to try, in this order; at least one. May ask the JVM's {@code ProxySelector}, which is code of others.
     * What names the machine itself goes there directly: to a proxy, it would name the proxy's.
     */
    public List<Route> routes(CheckedUrl url) {
        return choice == null || isExcluded(url) ? DIRECTLY : choice.apply(url);
    }

    private boolean isExcluded(CheckedUrl url) {
        Host host = Host.parse(url.host());
        return host.isLoopback() || exclusions.match(host);
    }

    /** Whether {@link #routes} asks code of others. */
    public boolean asksOthers() {
        return asksOthers;
    }

    /** Tells the JVM's {@code ProxySelector}, if it was that which has named the proxy. */
    public void unreachable(CheckedUrl url, ProxyServer proxy, IOException why) {
        SystemProxies.unreachable(url, proxy, why);
    }

    /** Whether names that a proxy looks up may be connected to on ports that the platform has reserved. */
    public boolean allowsReservedPorts() {
        return allowsReservedPorts;
    }
}
