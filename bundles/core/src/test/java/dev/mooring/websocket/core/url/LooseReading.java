package dev.mooring.websocket.core.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the most obliging resolvers make of a host: numbers of one to four parts, decimal, octal or hexadecimal (as
 * {@code inet_aton} reads them), and all names of loopback.
 */
final class LooseReading {

    private static final int IPV4_BITS = 32;
    private static final int PARTS = 4;

    private LooseReading() {}

    static boolean isNameOfLoopback(String host) {
        String name = withoutDot(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost") || name.endsWith(".localhost") || name.equals("ip6-loopback");
    }

    /** The address that a host is, if it is one. */
    static Optional<InetAddress> ipv4(String host) {
        String[] parts = withoutDot(host.toLowerCase(Locale.ROOT)).split("\\.", -1);
        if (parts.length > PARTS) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            // The last part fills what the others have left.
            int bits = i == parts.length - 1 ? IPV4_BITS - 8 * i : 8;
            long number = number(parts[i]);
            if (number < 0 || number >= 1L << bits) {
                return Optional.empty();
            }
            address = (address << bits) | number;
        }
        return Optional.of(address(address));
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Negative for what is none. */
    private static long number(String text) {
        try {
            if (text.startsWith("0x")) {
                return text.length() == 2 ? 0 : Long.parseLong(text, 2, text.length(), 16);
            }
            boolean isOctal = text.startsWith("0") && text.length() > 1;
            return text.startsWith("+") ? -1 : Long.parseLong(text, isOctal ? 8 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static InetAddress address(long bits) {
        byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
