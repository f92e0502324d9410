package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.mooring.websocket.WebSocketException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {

    private static final String HEAD =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-A: 1\r\nx-a: 2\r\n\r\n";

    @Test
    void givesStatusHeadersAndWhatCameAfterThem() throws IOException {
        ResponseHead head = read(HEAD + "rest");

        assertThat(head.status()).isEqualTo(101);
        assertThat(head.values("upgrade")).containsExactly("websocket");
        assertThat(head.values("X-A")).containsExactly("1", "2");
        assertThat(head.values("absent")).isEmpty();
        assertThat(StandardCharsets.US_ASCII.decode(head.rest()).toString()).isEqualTo("rest");
    }

    @Test
    void tellsOnlySoMuchOfItsHeaders() throws IOException {
        ResponseHead head = read("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nX-Large: " + "x".repeat(100) + "\r\n\r\n");

        assertThat(head.headersUpTo(50)).containsExactly(entry("Retry-After", List.of("7")));
        assertThat(head.headersUpTo(500)).hasSize(2);
    }

    @Test
    void isTheSameWhenItComesByteByByte() throws IOException {
        InputStream slow = new ByteArrayInputStream((HEAD + "rest").getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, 1);
            }
        };

        ResponseHead head = ResponseHead.read(slow);

        assertThat(head.status()).isEqualTo(101);
        assertThat(head.rest().hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n\r\n",
                "HTTP/2 101\r\n\r\n",
                "HTTP/1.1 1 x\r\n\r\n",
                "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n"
            })
    void whatIsNoHttpIsRefused(String text) {
        assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> read(text));
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() {
        String endless = "HTTP/1.1 101 x\r\n" + "X-Header: 0123456789\r\n".repeat(10_000);

        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> read(endless))
                .withMessageContaining("longer than 65536 bytes");
    }

    @Test
    void aPeerThatClosesEarlyIsAnEndOfFile() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(""));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read("HTTP/1.1 101"));
    }

    private static ResponseHead read(String text) throws IOException {
        return ResponseHead.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
