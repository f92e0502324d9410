package dev.mooring.websocket.core.url;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The IPv4 addresses that an IPv6 address carries: what is sent to it may end up at one of these. */
final class EmbeddedAddresses {

    /** Those that have the IPv4 address in their last 32 bits, as the bits before. */
    private static final List<byte[]> PREFIXES_OF_96_BITS = List.of(
            bits("0000 0000 0000 0000 0000 0000"), // IPv4-compatible (RFC 4291, section 2.5.5.1)
            bits("0000 0000 0000 0000 0000 ffff"), // IPv4-mapped (RFC 4291, section 2.5.5.2)
            bits("0000 0000 0000 0000 ffff 0000"), // IPv4-translated (RFC 2765, section 2.1)
            bits("0064 ff9b 0000 0000 0000 0000")); // NAT64 (RFC 6052, section 2.1)

    /** NAT64 of one's own network (RFC 8215), which may be cut where its operators like. */
    private static final byte[] LOCAL_NAT64 = bits("0064 ff9b 0001");

    /** Where the octets are after 48, 56, 64 and 96 bits (RFC 6052, section 2.2): octet 8 is never used. */
    private static final List<int[]> PLACES_OF_LOCAL_NAT64 = List.of(
            new int[] {6, 7, 9, 10}, new int[] {7, 9, 10, 11}, new int[] {9, 10, 11, 12}, new int[] {12, 13, 14, 15});

    /** RFC 3056, section 2: the IPv4 address follows. */
    private static final byte[] SIX_TO_FOUR = bits("2002");

    /** RFC 4380, section 4: the last 32 bits are the client's IPv4 address, each bit inverted. */
    private static final byte[] TEREDO = bits("2001 0000");

    /**
     * RFC 5214, section 6.1: before the last 32 bits, whatever the network; the first is for addresses in private use.
     */
    private static final List<byte[]> ISATAP = List.of(bits("0000 5efe"), bits("0200 5efe"));

    private EmbeddedAddresses() {}

    static Stream<InetAddress> withItself(InetAddress address) {
        return Stream.concat(Stream.of(address), in(address).stream());
    }

    static List<InetAddress> in(InetAddress address) {
        List<InetAddress> found = new ArrayList<>();
        if (address instanceof Inet6Address) {
            byte[] bytes = address.getAddress();
            if (PREFIXES_OF_96_BITS.stream().anyMatch(prefix -> has(bytes, 0, prefix))
                    || ISATAP.stream().anyMatch(id -> has(bytes, 8, id))) {
                found.add(ipv4(bytes, 12));
            }
            if (has(bytes, 0, LOCAL_NAT64)) {
                for (int[] place : PLACES_OF_LOCAL_NAT64) {
                    found.add(ipv4(bytes, place));
                }
            }
            if (has(bytes, 0, SIX_TO_FOUR)) {
                found.add(ipv4(bytes, 2));
            }
            if (has(bytes, 0, TEREDO)) {
                found.add(ipv4(inverted(bytes), 12));
            }
        }
        return found;
    }

    private static boolean has(byte[] address, int at, byte[] part) {
        return Arrays.equals(address, at, at + part.length, part, 0, part.length);
    }

    private static byte[] inverted(byte[] bytes) {
        byte[] inverted = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            inverted[i] = (byte) ~bytes[i];
        }
        return inverted;
    }

    private static InetAddress ipv4(byte[] bytes, int at) {
        return ipv4(bytes, new int[] {at, at + 1, at + 2, at + 3});
    }

    private static InetAddress ipv4(byte[] bytes, int[] at) {
        try {
            return InetAddress.getByAddress(new byte[] {bytes[at[0]], bytes[at[1]], bytes[at[2]], bytes[at[3]]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an IPv4 address", e);
        }
    }

    private static byte[] bits(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
