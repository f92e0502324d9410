package dev.mooring.websocket.core.dial;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** IPv6 and IPv4: where one of them leads nowhere, the other often does. */
final class Families {

    private Families() {}

    /** By turns, beginning with the family of the first; within a family in the order given (RFC 8305, section 4). */
    static List<InetAddress> interleaved(List<InetAddress> addresses) {
        if (addresses.size() < 3) {
            return addresses;
        }
        Map<Class<?>, Queue<InetAddress>> families = new LinkedHashMap<>();
        addresses.forEach(address -> families.computeIfAbsent(address.getClass(), family -> new ArrayDeque<>())
                .add(address));
        List<InetAddress> interleaved = new ArrayList<>();
        while (interleaved.size() < addresses.size()) {
            families.values().stream()
                    .filter(family -> !family.isEmpty())
                    .forEach(family -> interleaved.add(family.remove()));
        }
        return interleaved;
    }
}
