package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflateOfferTest {

    private static final String D = "permessage-deflate";

    private static final DeflateOffer REMEMBERING = new DeflateOffer(true);
    private static final DeflateOffer FORGETTING = new DeflateOffer(false);

    @Test
    void offersNoWindowThatCanNotBeKept() {
        assertThat(REMEMBERING.fieldValue()).isEqualTo(D);
        assertThat(FORGETTING.fieldValue())
                .isEqualTo("permessage-deflate; client_no_context_takeover; server_no_context_takeover");
    }

    @Test
    void aServerMayDecline() {
        assertThat(REMEMBERING.agreement(List.of())).isEmpty();
        assertThat(FORGETTING.agreement(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "permessage-deflate, false, false",
                "permessage-deflate; client_no_context_takeover, true, false",
                "permessage-deflate; server_no_context_takeover, false, true",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover, true, true",
                "permessage-deflate; server_max_window_bits=8, false, false",
                "permessage-deflate; server_max_window_bits=15, false, false",
                "permessage-deflate;server_max_window_bits=\"10\";client_no_context_takeover, true, false",
                "~\t permessage-deflate ;\tserver_max_window_bits = 9 ; server_no_context_takeover ~, false, true"
            })
    void theServerDecidesWhatEachSideForgets(String answer, boolean client, boolean server) {
        assertThat(REMEMBERING.agreement(List.of(answer))).contains(new DeflateAgreement(client, server));
    }

    @Test
    void whoOffersToForgetDoesSoWhateverTheServerAllows() {
        assertThat(FORGETTING.agreement(List.of(D + "; server_no_context_takeover")))
                .contains(new DeflateAgreement(true, true));
    }

    @Test
    void aServerThatWouldRememberAgainstTheOfferIsRefused() {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> FORGETTING.agreement(List.of(D + "; client_no_context_takeover")))
                .withMessageContaining("it leaves out server_no_context_takeover")
                .matches(e -> e.reason() == Reason.HANDSHAKE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x-webkit-deflate-frame                                     | that was not offered",
                "Permessage-Deflate                                         | that was not offered",
                "permessage-deflate, mux                                    | that was not offered",
                "permessage-deflate, permessage-deflate                     | more than once",
                "permessage-deflate; client_max_window_bits=15              | client_max_window_bits, which was not offered",
                "permessage-deflate; client_max_window_bits                 | client_max_window_bits, which was not offered",
                "permessage-deflate; server_max_window_bits                 | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=7               | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=16              | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=08              | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=+9              | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=99999999999     | no number from 8 to 15",
                "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9 | server_max_window_bits twice",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover | takeover twice",
                "permessage-deflate; client_no_context_takeover=true        | which has none",
                "permessage-deflate; server_no_context_takeover=\"1\"       | which has none",
                "permessage-deflate; SERVER_NO_CONTEXT_TAKEOVER             | does not define",
                "permessage-deflate; x                                      | does not define",
                "permessage-deflate; server_max_window_bits=                | a name or a value is missing",
                "permessage-deflate; server_max_window_bits=\"\"            | a name or a value is missing",
                "permessage-deflate; server_max_window_bits=\"9             | a name or a value is missing",
                "permessage-deflate; server_max_window_bits=\"\\9\"         | a name or a value is missing",
                "permessage-deflate; server_max_window_bits=\" 9\"          | a name or a value is missing",
                "permessage-deflate; server_max_window_bits=9 9             | a separator is missing",
                "permessage-deflate;                                        | a name or a value is missing",
                "permessage-deflate,                                        | a name or a value is missing",
                "permessage-deflate server_no_context_takeover              | a separator is missing",
                "permessage-deflate; ; client_no_context_takeover           | a name or a value is missing",
                ", permessage-deflate                                       | a name or a value is missing",
                "~~                                                         | a name or a value is missing",
                "perm\u00e9ssage                                            | a separator is missing"
            })
    void whatIsNoAnswerToTheOfferFailsTheConnection(String answer, String why) {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> REMEMBERING.agreement(List.of(answer)))
                .withMessageContaining(why)
                .matches(e -> e.reason() == Reason.HANDSHAKE);
    }

    @Test
    void severalFieldsAreOneList() {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> REMEMBERING.agreement(List.of(D, D)))
                .withMessageContaining("more than once");
    }

    @Test
    void aLongAnswerIsReadWithoutADeepStack() {
        assertThatExceptionOfType(WebSocketException.class)
                .isThrownBy(() -> REMEMBERING.agreement(List.of(D + "; x".repeat(100_000))))
                .withMessageContaining("does not define");
    }
}
