package dev.mooring.websocket.core.url;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL, as it is judged.
 *
 * @param name in lower case, without the dot that a name may end in, and without the brackets of an IPv6 address
 * @param address what the name says, if it is no name but an address
 */
public record Host(String name, @Nullable InetAddress address) {

    /** Loopback by RFC 6761, section 6.3, and by what systems put into their hosts file. */
    private static final Set<String> LOOPBACK_NAMES =
            Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback");

    private static final String LOCALHOST_DOMAIN = ".localhost";

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** The one form that every resolver reads alike. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /** What a resolver may take for an IPv4 address, by its last label (WHATWG URL, "ends in a number checker"). */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

    /**
     * Reads a host as it stands in a URL.
     *
     * @throws IllegalArgumentException says what is wrong with it
     */
    public static Host parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return ipv6(lower);
        }
        boolean hasDotAtEnd = lower.endsWith(".");
        String name = hasDotAtEnd ? lower.substring(0, lower.length() - 1) : lower;
        require(name.length() <= MAX_NAME, "its host name is longer than " + MAX_NAME + " characters");
        if (NUMBER.matcher(name).matches()) {
            require(
                    IPV4.matcher(name).matches() && !hasDotAtEnd,
                    "its host ends in a number, but is no IPv4 address of four decimal numbers, such as 192.0.2.1");
            return new Host(name, literal(name));
        }
        checkName(name);
        return new Host(name, null);
    }

    /** Whether the text alone says that it is the machine on which it is used. */
    public boolean isLoopback() {
        return address == null
                ? LOOPBACK_NAMES.contains(name) || name.endsWith(LOCALHOST_DOMAIN)
                : leadsToLoopback(address);
    }

    private static boolean leadsToLoopback(InetAddress address) {
        return EmbeddedAddresses.withItself(address).anyMatch(each -> each.isLoopbackAddress() || isUnspecified(each));
    }

    /** RFC 1122, section 3.2.1.3: "this host on this network" is all of 0/8. Systems connect to themselves there. */
    static boolean isUnspecified(InetAddress address) {
        return address.isAnyLocalAddress() || (address instanceof Inet4Address && address.getAddress()[0] == 0);
    }

    private static Host ipv6(String text) {
        require(text.endsWith("]"), "its IPv6 address has no closing bracket");
        // A zone names an interface of one machine, and asking for it would be I/O.
        require(!text.contains("%"), "its IPv6 address has a zone (%)");
        return new Host(text.substring(1, text.length() - 1), literal(text));
    }

    private static void checkName(String name) {
        require(!name.isEmpty(), "it has no host");
        require(!name.contains("%"), "its host is percent-encoded; write it out");
        for (String label : name.split("\\.", -1)) {
            require(!label.isEmpty(), "its host name has an empty label (two dots in a row, or one at the beginning)");
            require(label.length() <= MAX_LABEL, "its host name has a label of more than " + MAX_LABEL + " characters");
            require(
                    LABEL.matcher(label).matches(),
                    "its host name has a label that is not made of letters, digits, and hyphens between them");
        }
    }

    private static InetAddress literal(String text) {
        try {
            // Asks no resolver for what is in brackets, nor for an IPv4 address in its canonical form.
            return InetAddress.getAllByName(text)[0];
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("its host is no valid IP address", e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
