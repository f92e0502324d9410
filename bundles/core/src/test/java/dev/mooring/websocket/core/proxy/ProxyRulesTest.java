package dev.mooring.websocket.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.proxy.ProxyServer.Protocol;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

    private static final Direct DIRECT = new Direct();

    private final ProxySelector before = ProxySelector.getDefault();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void resetSelector() {
        ProxySelector.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", " none "})
    void noneIsNone(String value) {
        assertThat(rules(value).routes(url("example.com"))).containsExactly(DIRECT);
        assertThat(ProxyRules.from(property -> null).routes(url("example.com"))).containsExactly(DIRECT);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, HTTP, proxy.example:3128, true",
        "HTTP://Proxy.Example:1, HTTP, proxy.example:1, true",
        "socks5://192.0.2.1:1080, SOCKS5, 192.0.2.1:1080, false",
        "socks5h://[2001:DB8::1]:65535, SOCKS5, [2001:db8::1]:65535, true",
    })
    void aProxyIsAUrl(String value, Protocol protocol, String where, boolean resolves) {
        List<Route> routes = rules(value).routes(url("example.com"));

        assertThat(routes).singleElement().isInstanceOfSatisfying(ProxyServer.class, proxy -> {
            assertThat(proxy.protocol()).isEqualTo(protocol);
            assertThat(proxy).hasToString(where);
            assertThat(proxy.resolves()).isEqualTo(resolves);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "None",
                "proxy.example:3128",
                "proxy.example",
                "https://proxy.example:3128",
                "socks4://proxy.example:1080",
                "http://proxy.example",
                "http://proxy.example:0",
                "http://proxy.example:65536",
                "http://proxy.example:3128/",
                "http://proxy.example:3128?x",
                "http://proxy.example:3128#x",
                "http://:3128",
                "http://my_proxy:3128",
                "http://1.2.3:3128",
                "http:proxy.example:3128",
                "http://a b:1",
                "http://[::1:3128"
            })
    void whatIsNoProxyIsRefusedByName(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(bad))
                .withMessageContaining("framework property dev.mooring.websocket.proxy must be")
                .withMessageContaining("\"" + bad + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@proxy.example:3128", "http://me:secret@proxy example:1", "me:secret@x"})
    void aPasswordIsRefusedAndNotRepeated(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(bad))
                .withMessageContaining("dev.mooring.websocket.proxy")
                .withNoCause()
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a.localhost",
                "localhost.",
                "127.0.0.1",
                "127.9.9.9",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "build.corp.example",
                "intra.example",
                "192.0.2.7",
                "[2001:db8::7]"
            })
    void whatIsExcludedOrNamesThisMachineIsDialledDirectly(String host) {
        ProxyRules rules = ProxyRules.from(Map.of(
                ProxyRules.PROXY,
                "http://proxy.example:3128",
                ProxyRules.EXCLUSIONS,
                "*.corp.example, intra.example, 192.0.2.7, 2001:db8::7")::get);

        assertThat(rules.routes(url(host))).containsExactly(DIRECT);
        assertThat(rules.routes(url("corp.example"))).doesNotContain(DIRECT);
    }

    @Test
    void exclusionsThatCanNotBeUnderstoodAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRules.from(Map.of(ProxyRules.EXCLUSIONS, "good.example, 10.0.0.0/8")::get))
                .withMessageContaining("dev.mooring.websocket.proxy.exclusions")
                .withMessageContaining("\"10.0.0.0/8\"");
    }

    @Test
    void reservedPortsAreRefusedUnlessTheyAreAllowed() {
        assertThat(rules("none").allowsReservedPorts()).isFalse();
        assertThat(reserved("refuse").allowsReservedPorts()).isFalse();
        assertThat(reserved(" allow").allowsReservedPorts()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reserved("true"))
                .withMessage(
                        "The framework property dev.mooring.websocket.proxy.reserved.ports must be refuse or allow,"
                                + " not \"true\"");
    }

    // ---- the JVM's selector

    @Test
    void theSelectorIsAskedWithoutPathAndQueryAndItsOrderKept() {
        select(uri -> List.of(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("My_Proxy", 3128)),
                new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1080)),
                new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("::1", 1081)),
                Proxy.NO_PROXY));

        List<Route> routes = rules("system").routes(url("example.com"));

        assertThat(told).containsExactly("select http://example.com:8080/");
        assertThat(routes).hasSize(4).last().isEqualTo(DIRECT);
        assertThat(routes.subList(0, 3))
                .map(Object::toString)
                .containsExactly("my_proxy:3128", "127.0.0.1:1080", "[::1]:1081");
        assertThat(routes.subList(0, 3))
                .map(route -> ((ProxyServer) route).resolves())
                .containsExactly(true, false, false);
    }

    @Test
    void forWssTheSelectorIsAskedForHttps() {
        select(uri -> List.of(Proxy.NO_PROXY));

        rules("system").routes(new CheckedUrl(UrlKind.WEBSOCKET, "wss", "[2001:db8::1]", 443, "/secret"));

        assertThat(told).containsExactly("select https://[2001:db8::1]/");
    }

    @Test
    void theSelectorIsNotAskedForThisMachine() {
        select(uri -> List.of());

        assertThat(rules("system").routes(url("localhost"))).containsExactly(DIRECT);
        assertThat(told).isEmpty();
    }

    @Test
    void withoutASelectorThereIsNoProxy() {
        ProxySelector.setDefault(null);

        assertThat(rules("system").routes(url("example.com"))).containsExactly(DIRECT);
    }

    /** Going round a proxy is not ours to decide. */
    @Test
    void aSelectorThatSaysNothingOfUseFailsTheConnection() {
        select(uri -> List.of());
        assertFails("names none");

        select(uri -> {
            throw new IllegalStateException("broken");
        });
        assertFails("broken");
    }

    @Test
    void theSelectorIsToldOfAProxyThatCanNotBeReached() {
        InetSocketAddress address = InetSocketAddress.createUnresolved("proxy.example", 3128);
        select(uri -> List.of(new Proxy(Proxy.Type.HTTP, address)));
        ProxyRules rules = rules("system");
        ProxyServer proxy = (ProxyServer) rules.routes(url("example.com")).get(0);

        rules.unreachable(url("example.com"), proxy, new IOException("refused"));

        assertThat(told).last().isEqualTo("failed http://example.com:8080/ " + address + " refused");
    }

    private void assertFails(String how) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> rules("system").routes(url("example.com")))
                .withMessageContaining("ProxySelector")
                .withMessageContaining(how)
                .withNoCause()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PROXY_FAILED));
    }

    private void select(Function<URI, List<Proxy>> answer) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                told.add("select " + uri);
                return answer.apply(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                told.add("failed " + uri + " " + address + " " + failure.getMessage());
            }
        });
    }

    private static ProxyRules rules(String proxy) {
        return ProxyRules.from(Map.of(ProxyRules.PROXY, proxy)::get);
    }

    private static ProxyRules reserved(String value) {
        return ProxyRules.from(Map.of(ProxyRules.RESERVED_PORTS, value)::get);
    }

    private static CheckedUrl url(String host) {
        return new CheckedUrl(UrlKind.WEBSOCKET, "ws", host, 8080, "/secret?secret");
    }
}
