package dev.mooring.websocket.core.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an extension gives as a URL, and whatever a resolver says: reserved ports of this machine are not dialed.
 */
class UrlFuzz {

    private static final Set<Integer> RESERVED_PORTS = Set.of(4820, 3200);
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Whose resolver gives what the input says. */
    private static volatile byte[] answer = {};

    private static final UrlRules RULES = new UrlRules(
            ReservedTargets.from(property -> null),
            new OwnAddresses(List::of, List::of),
            UrlFuzz::addressesOf,
            UrlFuzz::daemon);

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    static Stream<Arguments> seeds() {
        Stream<Arguments> ofTable = UrlCase.all()
                .map(row -> Arguments.of(
                        row.urlFor(UrlKind.WEBSOCKET), false, row.addressesOf("example.com")[0].getAddress()));
        Stream<Arguments> ofAnswers = Stream.of(
                        "7f000001",
                        "00000000",
                        "00000000000000000000000000000001",
                        "00000000000000000000ffff7f000001",
                        "0000000000000000ffff00007f000001",
                        "0064ff9b00000000000000007f000001",
                        "20027f00000100000000000000000001",
                        "fe8000000000000002005efe7f000001",
                        "20010000c00002010000000080fffffe",
                        "c0000201",
                        "")
                .map(HexFormat.of()::parseHex)
                .flatMap(bytes -> Stream.of(
                        Arguments.of("ws://example.com:4820/a?b", false, bytes),
                        Arguments.of("https://example.com:3200", true, bytes)));
        return Stream.concat(ofTable, ofAnswers);
    }

    @MethodSource("seeds")
    @DictionaryEntries({"localhost", ".localhost", "127.0.0.1", "[::1]", "[::ffff:", "0x7f", "0177", "2130706433"})
    @DictionaryEntries({":4820", ":3200", ":04820", "ws://", "wss://", "http://", "https://", "%6c", "%2e", "0.0.0.0"})
    @DictionaryEntries({"@", "#", "?", "\\\\", "\\x0d\\x0a", "\\x09", "[::", "%25lo]", "[64:ff9b::", "[2002:7f00:1::]"})
    @FuzzTest
    void noSpellingLeadsToAReservedPort(@NotNull String url, boolean http, byte @NotNull [] resolved)
            throws InterruptedException {
        answer = resolved;
        UrlKind kind = http ? UrlKind.HTTP : UrlKind.WEBSOCKET;
        Optional<CheckedUrl> checked = check(kind, url);
        if (checked.isPresent()) {
            assertWellFormed(checked.get());
            assertThat(check(kind, asText(checked.get()))).isEqualTo(checked);
            assertHarmless(checked.get());
        }
    }

    private static Optional<CheckedUrl> check(UrlKind kind, String url) {
        try {
            return Optional.of(RULES.check(kind, url));
        } catch (WebSocketException e) {
            assertThat(e.reason()).isIn(Reason.INVALID_URL, Reason.URL_REFUSED);
            assertThat(e.getMessage()).matches("[ -~]*");
            return Optional.empty();
        }
    }

    private static String asText(CheckedUrl url) {
        return url.scheme() + "://" + url.authority() + url.requestTarget();
    }

    private static void assertWellFormed(CheckedUrl url) {
        assertThat(url.requestTarget()).startsWith("/").matches("[!-~]+").doesNotContain("#");
        assertThat(url.host()).matches("[a-z0-9.-]+|\\[[0-9a-f:.]+\\]");
        assertThat(url.authority()).startsWith(url.host()).matches("[!-~]+");
        assertThat(url.port()).isBetween(1, 65535);
        assertThat(url.scheme()).isIn(url.kind().plainScheme(), url.kind().secureScheme());
    }

    private static void assertHarmless(CheckedUrl url) throws InterruptedException {
        boolean isReserved = RESERVED_PORTS.contains(url.port());
        if (isReserved) {
            assertThat(LooseReading.isNameOfLoopback(url.host())).isFalse();
            assertThat(LooseReading.ipv4(url.host()).filter(UrlFuzz::isThisMachine))
                    .isEmpty();
        }
        List<InetAddress> addresses;
        try {
            addresses = RULES.resolve(url, HostResolver.ANYBODY).get();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketException.class);
            assertThat(((WebSocketException) e.getCause()).reason()).isIn(Reason.UNKNOWN_HOST, Reason.URL_REFUSED);
            return;
        }
        assertThat(addresses).isNotEmpty();
        if (isReserved) {
            assertThat(addresses).noneMatch(UrlFuzz::isThisMachine);
        }
    }

    private static InetAddress[] addressesOf(String host) throws UnknownHostException {
        if (LooseReading.isNameOfLoopback(host)) {
            return Addresses.allOf("192.0.2.1", "127.0.0.1");
        }
        Optional<InetAddress> number = LooseReading.ipv4(host);
        if (number.isPresent()) {
            return new InetAddress[] {number.get()};
        }
        byte[] given = answer;
        if (given.length < IPV4_BYTES) {
            throw new UnknownHostException(host);
        }
        int length = given.length < IPV6_BYTES ? IPV4_BYTES : IPV6_BYTES;
        return new InetAddress[] {InetAddress.getByAddress(Arrays.copyOf(given, length))};
    }

    /** By the bits, in each place where an IPv6 address may carry one of IPv4. */
    private static boolean isThisMachine(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return isThisMachine(bytes, 0);
        }
        String hex = HexFormat.of().formatHex(bytes);
        boolean isAtTheEnd =
                hex.matches("0{24}.*|0{20}f{4}.*|0{16}f{4}0{4}.*|0064ff9b(0{16}|0001).*|.{16}0[02]005efe.*");
        return hex.matches("0{31}[01]")
                || (isAtTheEnd && isThisMachine(bytes, IPV6_BYTES - IPV4_BYTES))
                || (hex.startsWith("2002") && isThisMachine(bytes, 2))
                || hex.matches("20010000.{16}(80|ff).*");
    }

    private static boolean isThisMachine(byte[] bytes, int at) {
        return bytes[at] == 127 || bytes[at] == 0;
    }
}
