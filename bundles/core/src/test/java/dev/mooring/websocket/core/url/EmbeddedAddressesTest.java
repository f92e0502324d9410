package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "IPv4-compatible, ::198.51.100.7",
        "IPv4-translated, ::ffff:0:198.51.100.7",
        "NAT64, 64:ff9b::198.51.100.7",
        "NAT64 for local use, 64:ff9b:1::198.51.100.7",
        "NAT64 for local use in any subnet, 64:ff9b:1:ffff:1234:5678:198.51.100.7",
        "NAT64 for local use after 48 bits, 64:ff9b:1:c633:64:700::",
        "NAT64 for local use after 56 bits, 64:ff9b:1:c6:33:6407::",
        "NAT64 for local use after 64 bits, 64:ff9b:1:0:c6:3364:700:0",
        "6to4, 2002:c633:6407::1",
        "Teredo, 2001:0:c000:201:8000:63bf:39cc:9bf8",
        "ISATAP, 2001:db8:1:2:0:5efe:198.51.100.7",
        "ISATAP with a global address, fe80::200:5efe:198.51.100.7",
    })
    void anIpv4AddressIsFoundIn(String form, String address) {
        assertThat(EmbeddedAddresses.in(Addresses.of(address))).as(form).contains(Addresses.of("198.51.100.7"));
    }

    /** The JDK makes an IPv4 address of such a one, wherever it can; a resolver that is plugged in need not. */
    @Test
    void anIpv4AddressIsFoundInAMappedOne() throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        bytes[12] = 127;
        bytes[15] = 1;
        InetAddress mapped = Inet6Address.getByAddress("mapped", bytes, -1);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(EmbeddedAddresses.in(mapped)).containsExactly(Addresses.of("127.0.0.1"));
        assertThat(Addresses.of("::ffff:127.0.0.1")).isEqualTo(Addresses.of("127.0.0.1"));
    }

    @Test
    void anAddressCanCarryTwo() {
        assertThat(EmbeddedAddresses.in(Addresses.of("2002:c633:6407:1:0:5efe:127.0.0.1")))
                .containsExactlyInAnyOrder(Addresses.of("198.51.100.7"), Addresses.of("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.7",
                "2001:db8::198.51.100.7",
                "64:ff9b:0:0:1::198.51.100.7",
                "64:ff9b:2::198.51.100.7",
                "2003:c633:6407::1",
                "2001:1:c000:201:8000:63bf:39cc:9bf8",
                "2001:db8:0:5efe:c633:6407::1",
                "::1:0:0:198.51.100.7",
            })
    void otherAddressesCarryNone(String address) {
        assertThat(EmbeddedAddresses.in(Addresses.of(address))).isEmpty();
    }
}
