package dev.mooring.websocket.core.url;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of this machine. They come and go, so they are asked for each time. That may block: what the machine's
 * host name resolves to is for a resolver to say.
 */
final class OwnAddresses {

    /** Who has a list of addresses. */
    interface Source {
        List<InetAddress> addresses() throws IOException;
    }

    private final Source interfaces;
    private final Source hostName;

    /** The machine's host name, in lower case, once it is known. */
    private volatile @Nullable String name;

    /** @param hostName gives addresses that know the host name, too */
    OwnAddresses(Source interfaces, Source hostName) {
        this.interfaces = interfaces;
        this.hostName = hostName;
    }

    static OwnAddresses ofThisMachine() {
        return new OwnAddresses(OwnAddresses::ofInterfaces, OwnAddresses::ofHostName);
    }

    private static List<InetAddress> ofInterfaces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
    }

    private static List<InetAddress> ofHostName() throws UnknownHostException {
        String hostName = InetAddress.getLocalHost().getHostName();
        return List.of(InetAddress.getAllByName(hostName));
    }

    /** Asks for all of them. Throws if the interfaces can't be read. */
    Set<InetAddress> ask() throws IOException {
        Set<InetAddress> all = new HashSet<>(interfaces.addresses());
        all.addAll(askHostName());
        return all;
    }

    /** Learns the host name, and asks for its addresses. */
    List<InetAddress> askHostName() {
        try {
            List<InetAddress> addresses = hostName.addresses();
            addresses.stream()
                    .findFirst()
                    .ifPresent(first -> name = first.getHostName().toLowerCase(Locale.ROOT));
            return addresses;
        } catch (IOException e) {
            // A name that leads nowhere leads nobody to this machine.
            return List.of();
        }
    }

    /** Whether that is the machine's host name, as far as it is known. No I/O. */
    boolean isHostName(String candidate) {
        return candidate.equals(name);
    }
}
