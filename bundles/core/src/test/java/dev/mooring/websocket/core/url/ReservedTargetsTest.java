package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedTargetsTest {

    @Test
    void withoutPropertiesTwoPortsAreReservedAndNoHosts() {
        ReservedTargets reserved = ReservedTargets.from(property -> null);

        assertThat(reserved.ports()).containsExactlyInAnyOrder(4820, 3200);
        assertThat(reserved.names()).isEmpty();
        assertThat(reserved.suffixes()).isEmpty();
        assertThat(reserved.addresses()).isEmpty();
    }

    @Test
    void portsTakeThePlaceOfTheDefaults() {
        ReservedTargets reserved = ports(" 1, 65535 ,8080");

        assertThat(reserved.ports()).containsExactlyInAnyOrder(1, 65535, 8080);
        assertThat(reserved.isReserved(8080)).isTrue();
        assertThat(reserved.isReserved(4820)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "65536", "-1", "+80", "80.0", "http", "4820-4830", "99999999999", "\u0661", "4 820"})
    void whatIsNoPortIsRefusedByName(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ports("4820," + bad))
                .withMessageContaining("dev.mooring.websocket.reserved.ports")
                .withMessageContaining("\"" + bad + "\"");
    }

    @Test
    void anEmptyListOfPortsIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> ports(" "));
    }

    @Test
    void hostsAreNamesPatternsAndAddresses() {
        ReservedTargets reserved = hosts("Build.Example., *.corp.example ,10.1.2.3, 2001:db8::1, [2001:DB8::2]");

        assertThat(reserved.names()).containsExactly("build.example");
        assertThat(reserved.suffixes()).containsExactly(".corp.example");
        assertThat(reserved.addresses())
                .containsExactlyInAnyOrder(Addresses.allOf("10.1.2.3", "2001:db8::1", "2001:db8::2"));
        assertThat(reserved.ports()).containsExactlyInAnyOrder(4820, 3200);
    }

    @Test
    void aPatternStandsForAllNamesBelowIt() {
        ReservedTargets reserved = hosts("*.corp.example");

        assertThat(reserved.hasName("a.corp.example")).isTrue();
        assertThat(reserved.hasName("a.b.corp.example")).isTrue();
        assertThat(reserved.hasName("corp.example")).isFalse();
        assertThat(reserved.hasName("acorp.example")).isFalse();
    }

    @Test
    void noHostsAtAllIsNoMistake() {
        assertThat(hosts(" ").names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a..b",
                "*",
                "*.",
                "a.*.b",
                "*.10.1.2.3",
                "10.1.2",
                "10.1.2.3/8",
                "fe80::1%eth0",
                "[::1",
                "http://a/",
                "a:80",
                "b\u00fccher.example",
                "-a",
                "*.*.a"
            })
    void whatIsNoHostIsRefusedByName(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hosts("good.example," + bad))
                .withMessageContaining("dev.mooring.websocket.reserved.hosts")
                .withMessageContaining("\"" + bad + "\"");
    }

    private static ReservedTargets ports(String ports) {
        return ReservedTargets.from(Map.of(ReservedTargets.PORTS, ports)::get);
    }

    private static ReservedTargets hosts(String hosts) {
        return ReservedTargets.from(Map.of(ReservedTargets.HOSTS, hosts)::get);
    }
}
