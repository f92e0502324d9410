package dev.mooring.websocket.core.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "\u007f\u0080",
                "\u07ff\u0800",
                "\u20ac",
                "\ud83d\ude00",
                "a\ud83d\ude00\uffff",
                "?",
                "\u20ac?"
            })
    void wellFormedTextStaysAsItIs(String text) {
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(UTF_8));
        assertThat(Utf8.wellFormed(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d, \ufffd",
        "\ude00, \ufffd",
        "a\ud83d, a\ufffd",
        "\ud83da, \ufffda",
        "\ude00\ud83d, \ufffd\ufffd",
        "\ud83d\ud83d\ude00, \ufffd\ud83d\ude00",
    })
    void halvesOfPairsAreReplaced(String text, String mended) {
        assertThat(Utf8.wellFormed(text)).isEqualTo(mended);
        assertThat(Utf8.encode(text)).isEqualTo(mended.getBytes(UTF_8));
    }
}
