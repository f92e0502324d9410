package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators reserve for the platform, by framework properties. A value that can't be understood is refused as a
 * whole: rules that are weaker than they were meant to be protect nobody.
 *
 * @param ports on which this machine must not be connected to
 * @param names that count as this machine, as {@link Host#name()} has them
 * @param suffixes each with a dot before it; all names that end so count as this machine
 * @param addresses that count as this machine
 */
public record ReservedTargets(Set<Integer> ports, Set<String> names, Set<String> suffixes, Set<InetAddress> addresses) {

    /** Numbers, separated by commas. */
    public static final String PORTS = "dev.mooring.websocket.reserved.ports";

    /** Names, {@code *.suffix} patterns and addresses, separated by commas. */
    public static final String HOSTS = "dev.mooring.websocket.reserved.hosts";

    private static final String DEFAULT_PORTS = "4820,3200";
    private static final String WILDCARD = "*";
    private static final int MAX_PORT = 65535;

    /** Copies its arguments. */
    public ReservedTargets {
        ports = Set.copyOf(ports);
        names = Set.copyOf(names);
        suffixes = Set.copyOf(suffixes);
        addresses = Set.copyOf(addresses);
    }

    /**
     * Reads the properties.
     *
     * @param properties gives null for one that is not set
     * @throws IllegalArgumentException names the property and what is wrong in it
     */
    public static ReservedTargets from(UnaryOperator<@Nullable String> properties) {
        String ports = properties.apply(PORTS);
        String hosts = properties.apply(HOSTS);
        Set<Integer> numbers = new HashSet<>();
        for (String port : elements(ports == null ? DEFAULT_PORTS : ports)) {
            numbers.add(port(port));
        }
        ReservedTargets reserved = new ReservedTargets(numbers, Set.of(), Set.of(), Set.of());
        if (hosts != null && !hosts.isBlank()) {
            for (String host : elements(hosts)) {
                reserved = reserved.and(host);
            }
        }
        return reserved;
    }

    private static List<String> elements(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
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

    private ReservedTargets and(String text) {
        boolean isPattern = text.startsWith(WILDCARD + ".");
        Host host = host(text, isPattern ? text.substring(2) : text);
        InetAddress address = host.address();
        if (isPattern) {
            if (address != null) {
                throw malformed(text, "an address has no suffix");
            }
            return new ReservedTargets(ports, names, with(suffixes, "." + host.name()), addresses);
        }
        return address == null
                ? new ReservedTargets(ports, with(names, host.name()), suffixes, addresses)
                : new ReservedTargets(ports, names, suffixes, with(addresses, address));
    }

    private static Host host(String element, String text) {
        boolean isBareIpv6 = text.contains(":") && !text.startsWith("[");
        try {
            return Host.parse(isBareIpv6 ? "[" + text + "]" : text);
        } catch (IllegalArgumentException e) {
            throw malformed(element, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException malformed(String element, String why) {
        return new IllegalArgumentException("The framework property " + HOSTS
                + " must be names, addresses and *.suffix patterns, separated by commas: \"" + element + "\" is none ("
                + why + ")");
    }

    private static <T> Set<T> with(Set<T> set, T element) {
        Set<T> copy = new HashSet<>(set);
        copy.add(element);
        return copy;
    }

    boolean isReserved(int port) {
        return ports.contains(port);
    }

    boolean hasName(String name) {
        return names.contains(name) || suffixes.stream().anyMatch(name::endsWith);
    }
}
