package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts operators mean. A value that can't be understood is refused as a whole.
 *
 * @param names as {@link Host#name()} has them
 * @param suffixes each with a dot before it, for all names that end so
 * @param addresses for those, however they are written
 */
public record HostPatterns(Set<String> names, Set<String> suffixes, Set<InetAddress> addresses) {

    private static final String WILDCARD = "*";

    /** Copies its arguments. */
    public HostPatterns {
        names = Set.copyOf(names);
        suffixes = Set.copyOf(suffixes);
        addresses = Set.copyOf(addresses);
    }

    /**
     * Reads names, {@code *.suffix} patterns and addresses, separated by commas.
     *
     * @param property where the value is from
     * @param value null or blank for no host at all
     * @throws IllegalArgumentException names the property and what is wrong in it
     */
    public static HostPatterns parse(String property, @Nullable String value) {
        Set<String> names = new HashSet<>();
        Set<String> suffixes = new HashSet<>();
        Set<InetAddress> addresses = new HashSet<>();
        for (String text : value == null || value.isBlank() ? List.<String>of() : elements(value)) {
            boolean isPattern = text.startsWith(WILDCARD + ".");
            Host host = host(property, text, isPattern ? text.substring(2) : text);
            InetAddress address = host.address();
            if (isPattern) {
                if (address != null) {
                    throw malformed(property, text, "an address has no suffix");
                }
                suffixes.add("." + host.name());
            } else if (address == null) {
                names.add(host.name());
            } else {
                addresses.add(address);
            }
        }
        return new HostPatterns(names, suffixes, addresses);
    }

    static List<String> elements(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    private static Host host(String property, String element, String text) {
        boolean isBareIpv6 = text.contains(":") && !text.startsWith("[");
        try {
            return Host.parse(isBareIpv6 ? "[" + text + "]" : text);
        } catch (IllegalArgumentException e) {
            throw malformed(property, element, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException malformed(String property, String element, String why) {
        return new IllegalArgumentException("The framework property " + property
                + " must be names, addresses and *.suffix patterns, separated by commas: \"" + element + "\" is none ("
                + why + ")");
    }

    /** By its text, or by an address that its text says, also if another one carries it. */
    public boolean match(Host host) {
        InetAddress address = host.address();
        return address == null
                ? hasName(host.name())
                : EmbeddedAddresses.withItself(address).anyMatch(addresses::contains);
    }

    boolean hasName(String name) {
        return names.contains(name) || suffixes.stream().anyMatch(name::endsWith);
    }
}
