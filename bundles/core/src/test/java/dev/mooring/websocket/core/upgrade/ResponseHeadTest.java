package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
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
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX-A: 0\r\n\r\n",
                "HTTP/1.1 103\r\n\r\nHTTP/1.1 100\r\n\r\n"
            })
    void whatAServerSaysBeforeItsAnswerIsPassedOver(String interim) throws IOException {
        ResponseHead head = read(interim + HEAD + "rest");

        assertThat(head.status()).isEqualTo(101);
        assertThat(head.values("X-A")).containsExactly("1", "2");
        assertThat(StandardCharsets.US_ASCII.decode(head.rest()).toString()).isEqualTo("rest");
    }

    @Test
    void aListMayHaveSeveralLines() throws IOException {
        ResponseHead head = read("HTTP/1.1 101\r\nConnection: keep-alive ,,\r\nCONNECTION:Upgrade\r\n\r\n");

        assertThat(head.members("connection")).containsExactly("keep-alive", "Upgrade");
    }

    /** A parser that tries one way after another would take hours. */
    @Test
    void aLineOfBlanksTakesNoTime() throws IOException {
        String blanks = " ".repeat(60_000);

        assertRefused("HTTP/1.1 101 X\r\nX:" + blanks + "\u0001\r\n\r\n", "characters that must not be there");
        assertThat(read("HTTP/1.1 101 X\r\nX: a" + blanks + "b\r\n\r\n").values("X"))
                .containsExactly("a" + blanks + "b");
    }

    @Test
    void blanksAroundAValueAreNotOfIt() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nX-A:\t a b \t\r\nX-B:\r\nX-C: \u00a0\r\n\r\n")
                        .headers())
                .containsEntry("x-a", List.of("a b"))
                .containsEntry("x-b", List.of(""))
                .containsEntry("x-c", List.of("\u00a0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/2 101\r\n",
                "HTTP/1.1 1 x\r\n",
                "HTTP/1.1  101 x\r\n",
                "HTTP/1.1 101x\r\n",
                "http/1.1 101 x\r\n",
                " HTTP/1.1 101 x\r\n",
                "HTTP/1.1 101 x\u0000\r\n",
                "\r\n",
                "HTTP/1.1 103 x\r\n\r\n101\r\n"
            })
    void whatIsNoHttpIsRefusedAtItsFirstLine(String text) {
        assertRefused(text, "status line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ": no name", " : 1"})
    void aHeaderWithoutANameIsRefused(String line) {
        assertRefused("HTTP/1.1 200 OK\r\nX-A: 1\r\n" + line + "\r\n", line.startsWith(" ") ? "second line" : "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-B : 1", "X B: 1", "X\u00e9: 1", "X-B: a\u0000b", "X-B: a\u007f", "(X): 1"})
    void aHeaderWithCharactersThatMustNotBeThereIsRefused(String line) {
        assertRefused("HTTP/1.1 200 OK\r\n" + line + "\r\n", "characters that must not be there");
    }

    /** RFC 9112, section 5.2. */
    @ParameterizedTest
    @ValueSource(strings = {" websocket", "\twebsocket"})
    void aHeaderThatGoesOnInTheNextLineIsRefused(String line) {
        assertRefused("HTTP/1.1 101 x\r\nUpgrade:\r\n" + line + "\r\n", "second line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 x\n",
                "HTTP/1.1 101 x\r\nX-A: 1\nUpgrade: websocket",
                "HTTP/1.1 101 x\r\nX-A: 1\rUpgrade: websocket",
                "HTTP/1.1 101 x\r\nX-A: 1\r\r\n",
                "HTTP/1.1 101 x\r\nX-A: 1\r\n\n"
            })
    void aLineThatDoesNotEndAsLinesDoIsRefused(String text) {
        assertRefused(text, "carriage return or line feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: 1\r\n", "\r\nHTTP/1.1 103\r\nX: 1\r\n\r\nHTTP/1.1 103\r\nX: 1\r\n"})
    void aFloodOfHeadersIsGivenUp(String again) {
        assertRefused("HTTP/1.1 103 x\r\n" + again.repeat(1000), "more than 256 lines");
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() {
        assertRefused("HTTP/1.1 101 x\r\nX-Header: " + "x".repeat(100_000), "longer than 65536 bytes");
        assertRefused("x".repeat(100_000), "longer than 65536 bytes");
    }

    @Test
    void aPeerThatClosesEarlyIsAnEndOfFile() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(""));
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read("HTTP/1.1 101"));
    }

    /** Before it waits for more than what is there. */
    private static void assertRefused(String text, String inWords) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(inWords)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE));
    }

    private static ResponseHead read(String text) throws IOException {
        return ResponseHead.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
