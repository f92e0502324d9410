package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {

    @Test
    void allAddressesOfAllInterfacesAreOwn() throws IOException {
        List<InetAddress> expected = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            expected.addAll(Collections.list(each.getInetAddresses()));
        }

        assertThat(OwnAddresses.ofThisMachine().ask()).containsAll(expected);
        assertThat(expected).anyMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void whatTheHostNameResolvesToIsOwnToo() throws IOException {
        OwnAddresses own =
                new OwnAddresses(() -> List.of(Addresses.of("198.51.100.7")), () -> List.of(named("My-Machine")));

        assertThat(own.ask()).containsExactlyInAnyOrder(Addresses.allOf("198.51.100.7", "198.51.100.8"));
    }

    @Test
    void theHostNameIsKnownOnceItHasBeenAskedFor() {
        OwnAddresses own = new OwnAddresses(List::of, () -> List.of(named("My-Machine")));
        assertThat(own.isHostName("my-machine")).isFalse();

        own.askHostName();

        assertThat(own.isHostName("my-machine")).isTrue();
        assertThat(own.isHostName("your-machine")).isFalse();
    }

    @Test
    void addressesAreAskedForEachTime() throws IOException {
        List<InetAddress> interfaces = new ArrayList<>();
        OwnAddresses own = new OwnAddresses(() -> interfaces, List::of);
        assertThat(own.ask()).isEmpty();

        interfaces.add(Addresses.of("198.51.100.7"));

        assertThat(own.ask()).containsExactly(Addresses.of("198.51.100.7"));
    }

    @Test
    void aHostNameThatDoesNotResolveHasNoAddresses() throws IOException {
        OwnAddresses own = new OwnAddresses(() -> List.of(Addresses.of("198.51.100.7")), () -> {
            throw new UnknownHostException("my-machine");
        });

        assertThat(own.ask()).containsExactly(Addresses.of("198.51.100.7"));
    }

    @Test
    void interfacesThatCannotBeReadAreAFailure() {
        OwnAddresses own = new OwnAddresses(
                () -> {
                    throw new SocketException("no interfaces");
                },
                List::of);

        assertThatIOException().isThrownBy(own::ask);
    }

    private static InetAddress named(String name) throws UnknownHostException {
        return InetAddress.getByAddress(name, Addresses.of("198.51.100.8").getAddress());
    }
}
