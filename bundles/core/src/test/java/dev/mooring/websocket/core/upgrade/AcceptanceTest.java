package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.deflate.DeflateOffer;
import dev.mooring.websocket.core.dial.DialRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an answer with the status 101 lets a connection open. */
class AcceptanceTest {

    private static final HandshakeKey KEY = new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==");

    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";
    private static final String ACCEPT = "Sec-WebSocket-Accept: " + KEY.accept();

    private static final DialRequest PLAIN = Requests.offering(List.of(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                UPGRADE + "|" + CONNECTION,
                "upgrade: WebSocket|connection:upgrade",
                UPGRADE + "|Connection: keep-alive, Upgrade",
                UPGRADE + "|Connection: keep-alive|Connection: upgrade",
                UPGRADE + "|" + CONNECTION + "|Content-Length: 5|Server: x",
            })
    void aRightAnswerIsAccepted(String lines) {
        assertThatCode(() -> check(PLAIN, "1.1", lines + "|" + ACCEPT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X: 1; Upgrade",
                "Upgrade: ; Upgrade",
                "Upgrade: h2c; Upgrade",
                "Upgrade: websocket, h2c; Upgrade",
                "Upgrade: websocket|Upgrade: websocket; Upgrade",
                "Upgrade: websocket|Upgrade: h2c; Upgrade",
                "Upgrade: websocket; Connection",
                "Upgrade: websocket|Connection: ; Connection",
                "Upgrade: websocket|Connection: close; Connection",
                "Upgrade: websocket|Connection: x-upgrade; Connection",
                "Upgrade: websocket|Connection: Upgrade; Sec-WebSocket-Accept",
            })
    void whatIsMissingIsNamed(String lines, String header) {
        assertRefused(PLAIN, lines, "its " + header + " header must");
    }

    @Test
    void theKeyHasToBeAnsweredOnceAndRightly() {
        String before = UPGRADE + "|" + CONNECTION + "|";

        assertRefused(PLAIN, before + "Sec-WebSocket-Accept: x", "answer the key");
        assertRefused(
                PLAIN, before + "Sec-WebSocket-Accept: " + KEY.accept().toLowerCase(Locale.ROOT), "answer the key");
        assertRefused(PLAIN, before + ACCEPT + "|" + ACCEPT, "there once");
        assertRefused(PLAIN, before + ACCEPT + "|Sec-WebSocket-Accept: x", "there once");
        assertRefused(
                PLAIN,
                before + "Sec-WebSocket-Accept: " + new HandshakeKey("AQIDBAUGBwgJCgsMDQ4PEA==").accept(),
                "of this connection");
    }

    @Test
    void http10CanNotUpgrade() {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> check(PLAIN, "1.0", UPGRADE + "|" + CONNECTION + "|" + ACCEPT))
                .withMessageContaining("HTTP/1.0");
    }

    @Test
    void oneSubprotocolAmongThoseOfferedMayBeChosen() {
        DialRequest offer = Requests.offering(List.of("v2", "v1"), Optional.empty());

        assertThat(check(offer, "1.1", accepted("Sec-WebSocket-Protocol: v1")).subprotocol())
                .hasValue("v1");
        assertThat(check(offer, "1.1", accepted("X: 1")).subprotocol()).isEmpty();
        for (String wrong : new String[] {"v3", "V1", "", "v2, v1", "v1|Sec-WebSocket-Protocol: v1"}) {
            assertRefused(offer, accepted("Sec-WebSocket-Protocol: " + wrong), "subprotocol that was not offered");
        }
        assertRefused(PLAIN, accepted("Sec-WebSocket-Protocol: v1"), "subprotocol that was not offered");
    }

    @Test
    void compressionIsAgreedOnOrDeclinedIfItWasOffered() {
        DialRequest offer = Requests.offering(List.of(), Optional.of(new DeflateOffer(true)));
        String agreed = accepted("Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover");

        assertRefused(PLAIN, agreed, "extension that was not offered");
        assertThat(check(offer, "1.1", agreed).compression()).hasValue(new DeflateAgreement(true, false));
        assertThat(check(offer, "1.1", accepted("X: 1")).compression()).isEmpty();
        assertRefused(offer, agreed + "|Sec-WebSocket-Extensions: permessage-deflate", "more than once");
    }

    private static String accepted(String more) {
        return UPGRADE + "|" + CONNECTION + "|" + ACCEPT + "|" + more;
    }

    private static void assertRefused(DialRequest request, String lines, String inWords) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> check(request, "1.1", lines))
                .withMessageContaining(inWords)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE));
    }

    private static Acceptance check(DialRequest request, String version, String lines) {
        String head = "HTTP/" + version + " 101 Switching Protocols\r\n" + lines.replace("|", "\r\n") + "\r\n\r\n";
        try {
            ResponseHead answer =
                    ResponseHead.read(new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1)));
            Acceptance acceptance = new Acceptance(request, answer);
            acceptance.check(KEY);
            return acceptance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
