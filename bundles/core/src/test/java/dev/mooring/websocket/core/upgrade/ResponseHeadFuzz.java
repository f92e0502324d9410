package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers. */
class ResponseHeadFuzz {

    private static final int SOME = 50;

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-A: 1\r\nx-a: 2\r\n\r\nrest",
                        "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Large: " + "x".repeat(100) + "\r\n\r\n",
                        "HTTP/1.0 200\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nA: 1\n B: 2\rC:3\r\n\r\n",
                        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 101\r\nConnection: a, b\r\n\r\n",
                        "HTTP/1.1 101 x\r\nX-A : 1\r\n\r\n",
                        "HTTP/1.1 101 x\nX-A: 1\n\n",
                        "HTTP/1.1 101",
                        "\r\n\r\n",
                        "")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anAnswerIsReadOrRefused(byte @NotNull [] answer) throws IOException {
        ResponseHead head;
        try {
            head = ResponseHead.read(new ByteArrayInputStream(answer));
        } catch (WebSocketException e) {
            assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE);
            assertThat(e.getMessage()).matches("[ -~]*");
            return;
        } catch (EOFException e) {
            return;
        }
        assertThat(head.status()).isBetween(101, 999);
        assertThat(head.minorVersion()).isBetween(0, 1);
        assertThat(head.rest().remaining()).isLessThan(answer.length);
        head.headers().forEach((name, values) -> {
            assertThat(name).matches("[!-9;-~]+");
            assertThat(values)
                    .isNotEmpty()
                    .allSatisfy(value ->
                            assertThat(value).matches("[\\t -~\\x80-\\xFF]*").doesNotMatch("[ \\t].*|.*[ \\t]"));
        });
        assertThat(head.headersUpTo(SOME).entrySet().stream()
                        .mapToInt(each -> each.getKey().length()
                                + String.join("", each.getValue()).length())
                        .sum())
                .isLessThanOrEqualTo(SOME);
    }
}
