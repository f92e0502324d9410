package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators reserve for the platform, by framework properties. A value that can't be understood is refused as a
 * whole: rules that are weaker than they were meant to be protect nobody.
 *
 * @param ports on which this machine must not be connected to
 * @param hosts that count as this machine
 */
public record ReservedTargets(Set<Integer> ports, HostPatterns hosts) {

    /** Numbers, separated by commas. */
    public static final String PORTS = "dev.mooring.websocket.reserved.ports";

    /** Names, {@code *.suffix} patterns and addresses, separated by commas. */
    public static final String HOSTS = "dev.mooring.websocket.reserved.hosts";

    private static final String DEFAULT_PORTS = "4820,3200";
    private static final int MAX_PORT = 65535;

    /** Copies its arguments. */
    public ReservedTargets {
        ports = Set.copyOf(ports);
    }

    /**
     * Reads the properties.
     *
     * @param properties gives null for one that is not set
     * @throws IllegalArgumentException names the property and what is wrong in it
     */
    public static ReservedTargets from(UnaryOperator<@Nullable String> properties) {
        String ports = properties.apply(PORTS);
        Set<Integer> numbers = new HashSet<>();
        for (String port : HostPatterns.elements(ports == null ? DEFAULT_PORTS : ports)) {
            numbers.add(port(port));
        }
        return new ReservedTargets(numbers, HostPatterns.parse(HOSTS, properties.apply(HOSTS)));
    }

    private static int port(String text) {
        // Five digits are no more than an int can hold.
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("The framework property " + PORTS + " must be port numbers (1 to " + MAX_PORT
                + "), separated by commas: \"" + text + "\" is none");
    }

    boolean isReserved(int port) {
        return ports.contains(port);
    }

    Set<String> names() {
        return hosts.names();
    }

    Set<String> suffixes() {
        return hosts.suffixes();
    }

    Set<InetAddress> addresses() {
        return hosts.addresses();
    }

    boolean hasName(String name) {
        return hosts.hasName(name);
    }
}
