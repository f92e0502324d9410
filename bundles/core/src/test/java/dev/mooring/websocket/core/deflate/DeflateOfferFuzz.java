package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers to the offer of compression. */
class DeflateOfferFuzz {

    static Stream<Arguments> seeds() {
        return Stream.of(
                        List.<String>of(),
                        List.of("permessage-deflate"),
                        List.of("permessage-deflate; server_max_window_bits=10; client_no_context_takeover"),
                        List.of("permessage-deflate; server_no_context_takeover; server_max_window_bits=\"15\""),
                        List.of("permessage-deflate", "permessage-deflate"),
                        List.of("permessage-deflate; a=\"b, c\"; d", "e ;f= g"),
                        List.of("", ",", ";", "\"", "="))
                .flatMap(answer -> Stream.of(Arguments.of(answer, true), Arguments.of(answer, false)));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"permessage-deflate", "client_no_context_takeover", "server_no_context_takeover", "; ", ", "})
    @DictionaryEntries({"server_max_window_bits=", "client_max_window_bits=", "\"", "15", "8", "=", "\\x09"})
    @FuzzTest
    void anAnswerIsAgreedToOrRefused(@NotNull List<@NotNull String> answer, boolean contextTakeover) {
        Optional<DeflateAgreement> agreement;
        try {
            agreement = new DeflateOffer(contextTakeover).agreement(answer);
        } catch (WebSocketException e) {
            assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE);
            assertThat(e.getMessage()).matches("[ -~]*");
            return;
        }
        assertThat(agreement.isEmpty()).isEqualTo(answer.isEmpty());
        agreement.ifPresent(agreed -> {
            String only = String.join("\n", answer);
            assertThat(only).doesNotContain("client_max_window_bits", "\n", ",").contains("permessage-deflate");
            assertThat(agreed.serverNoContextTakeover()).isEqualTo(only.contains("server_no_context_takeover"));
            if (!contextTakeover) {
                assertThat(agreed).isEqualTo(new DeflateAgreement(true, true));
            }
        });
    }
}
