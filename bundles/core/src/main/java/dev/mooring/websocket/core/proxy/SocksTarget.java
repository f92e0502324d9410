package dev.mooring.websocket.core.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;

/** Where a SOCKS proxy is to connect to (RFC 1928, sections 4 and 5). */
final class SocksTarget {

    static final byte IPV4 = 1;
    static final byte NAME = 3;
    static final byte IPV6 = 4;

    private final byte type;
    private final byte[] address;
    private final String inWords;

    private SocksTarget(byte type, byte[] address, String inWords) {
        this.type = type;
        this.address = address;
        this.inWords = inWords;
    }

    static SocksTarget of(InetAddress address) {
        return new SocksTarget(
                address instanceof Inet4Address ? IPV4 : IPV6, address.getAddress(), address.getHostAddress());
    }

    /** @param name of at most 255 characters */
    static SocksTarget of(String name) {
        ByteArrayOutputStream counted = new ByteArrayOutputStream();
        counted.write(name.length());
        counted.writeBytes(name.getBytes(US_ASCII));
        return new SocksTarget(NAME, counted.toByteArray(), name);
    }

    void writeTo(ByteArrayOutputStream request) {
        request.write(type);
        request.writeBytes(address);
    }

    /** For people. */
    @Override
    public String toString() {
        return inWords;
    }
}
