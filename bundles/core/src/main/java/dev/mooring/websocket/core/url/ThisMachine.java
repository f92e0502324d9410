package dev.mooring.websocket.core.url;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what leads to this machine, or to what operators want to be treated like it. No I/O. */
final class ThisMachine {

    /** Loopback by RFC 6761, section 6.3, and by what systems put into their hosts file. */
    private static final Set<String> NAMES =
            Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback");

    private static final String LOCALHOST_DOMAIN = ".localhost";

    private final ReservedTargets reserved;
    private final OwnAddresses own;

    ThisMachine(ReservedTargets reserved, OwnAddresses own) {
        this.reserved = reserved;
        this.own = own;
    }

    /** Whether the text says so already. */
    boolean isNamed(Host host) {
        InetAddress address = host.address();
        if (address != null) {
            return isAt(address, Set.of());
        }
        String name = host.name();
        return NAMES.contains(name)
                || name.endsWith(LOCALHOST_DOMAIN)
                || own.isHostName(name)
                || reserved.hasName(name);
    }

    /** @param ownAddresses of this machine, at the moment */
    boolean isAt(InetAddress address, Set<InetAddress> ownAddresses) {
        return Stream.concat(Stream.of(address), EmbeddedAddresses.in(address).stream())
                .anyMatch(each -> each.isLoopbackAddress()
                        || isUnspecified(each)
                        || reserved.addresses().contains(each)
                        || ownAddresses.contains(each));
    }

    /** RFC 1122, section 3.2.1.3: "this host on this network" is all of 0/8. Systems connect to themselves there. */
    private static boolean isUnspecified(InetAddress address) {
        return address.isAnyLocalAddress() || (address instanceof Inet4Address && address.getAddress()[0] == 0);
    }
}
