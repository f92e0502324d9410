package dev.mooring.websocket.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an extension wants to add to the request: what passes is read by a server as the fields that it was. */
class RequestFieldsFuzz {

    private static final RequestFields FIELDS = new RequestFields(Settings.defaults());

    /** Begins each value, so that no message has it by chance. */
    private static final String SECRET = "Zq7xV9";

    /** What some server may take for the end of a line. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\n\\x00\\x0B\\x0C]");

    private static final Set<String> OF_THE_HANDSHAKE =
            Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding");

    static Stream<Arguments> seeds() {
        return Stream.of(
                Arguments.of(Map.of("Authorization", "Bearer a.b-c", "Cookie", "a=b; c=\u00e9"), List.of("v2", "v1")),
                Arguments.of(Map.of("X-A", "a\r\nHost: b", "X-B", ""), List.of("a", "a")),
                Arguments.of(Map.of("X-A", "a\nHost: b"), List.of("a\nb")),
                Arguments.of(Map.of("X-A", "a\rHost: b"), List.of("a\rb")),
                Arguments.of(Map.of("X-A", "a\r\n b"), List.of("a\tb")),
                Arguments.of(Map.of("X-A", "a\u0000"), List.of("a\u0000")),
                Arguments.of(Map.of("X-A", "a\n b\u0000\u0085\u007f"), List.of("a,b")),
                Arguments.of(Map.of("X-A", "\u010d\u010a\u20ac\t "), List.of("a b")),
                Arguments.of(Map.of("x-a", "1", "X-A", "2", "Origin", "https://example.com"), List.of("A", "a")),
                Arguments.of(Map.of("X A", "1"), List.of("\u00e9")),
                Arguments.of(Map.of("X-A:", "1"), List.of("")),
                Arguments.of(Map.of("", "1"), List.of("a\r\nX: b")),
                Arguments.of(Map.of("HOST", "1"), List.of()),
                Arguments.of(Map.of("Sec-WebSocket-Key", "1"), List.of("\"")),
                Arguments.of(Map.of("proxy-authorization", "1"), List.of("x".repeat(100))));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"Host", "Connection", "Upgrade", "Content-Length", "Transfer-Encoding", "Sec-WebSocket-"})
    @DictionaryEntries({"Proxy-", "Origin", "\\x0d\\x0a", "\\x0d", "\\x0a", "\\x0a ", "\\x00", ": ", ","})
    @FuzzTest
    void whatPassesIsReadAsItWas(
            @NotNull Map<@NotNull String, @NotNull String> headers, @NotNull List<@NotNull String> subprotocols) {
        Map<String, String> secret = new LinkedHashMap<>();
        headers.forEach((name, value) -> secret.put(name, SECRET + value));

        if (passes(() -> FIELDS.checkHeaders(secret), Reason.INVALID_HEADER, headers.keySet()) && !headers.isEmpty()) {
            assertReadAs(secret);
        }
        if (passes(() -> FIELDS.checkSubprotocols(subprotocols), Reason.INVALID_SUBPROTOCOL, Set.copyOf(subprotocols))
                && !subprotocols.isEmpty()) {
            assertOffered(subprotocols);
        }
    }

    private static boolean passes(Runnable check, Reason otherwise, Set<String> names) {
        try {
            check.run();
            return true;
        } catch (WebSocketException e) {
            assertThat(e.reason()).isEqualTo(otherwise);
            assertThat(e.getMessage()).matches("[ -~]*");
            if (names.stream().noneMatch(name -> name.contains(SECRET))) {
                assertThat(e.getMessage()).doesNotContain(SECRET);
            }
            return false;
        }
    }

    private static void assertReadAs(Map<String, String> headers) {
        List<String> lines = linesSent(headers);
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            wanted.add(header.getKey() + ": " + header.getValue());
            assertThat(header.getKey()).matches("[!-~]+").doesNotContain(":");
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            assertThat(lower).isNotIn(OF_THE_HANDSHAKE).doesNotStartWith("sec-websocket-");
            assertThat(lower).doesNotStartWith("proxy-");
        }
        assertThat(lines).isEqualTo(wanted);
    }

    private static void assertOffered(List<String> subprotocols) {
        List<String> lines = linesSent(Map.of("Sec-WebSocket-Protocol", String.join(", ", subprotocols)));

        assertThat(lines).hasSize(1);
        List<String> elements = List.of(
                lines.get(0).substring("Sec-WebSocket-Protocol: ".length()).split(", *", -1));
        assertThat(elements).isEqualTo(subprotocols).doesNotHaveDuplicates();
        assertThat(elements).allMatch(element -> element.matches("[!-~]+"));
    }

    /** As a server splits them. Characters outside Latin-1 don't survive. */
    private static List<String> linesSent(Map<String, String> headers) {
        StringBuilder head = new StringBuilder();
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        String sent = new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        return LINE_END.splitAsStream(sent).toList();
    }
}
