package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.util.Set;

/** Tells what leads to this machine, or to what operators want to be treated like it. No I/O. */
final class ThisMachine {

    private final ReservedTargets reserved;
    private final OwnAddresses own;

    ThisMachine(ReservedTargets reserved, OwnAddresses own) {
        this.reserved = reserved;
        this.own = own;
    }

    /** Whether the text says so already. */
    boolean isNamed(Host host) {
        return host.isLoopback()
                || own.isHostName(host.name())
                || reserved.hosts().match(host);
    }

    /** @param ownAddresses of this machine, at the moment */
    boolean isAt(InetAddress address, Set<InetAddress> ownAddresses) {
        return EmbeddedAddresses.withItself(address)
                .anyMatch(each -> each.isLoopbackAddress()
                        || Host.isUnspecified(each)
                        || reserved.addresses().contains(each)
                        || ownAddresses.contains(each));
    }
}
