package dev.mooring.websocket.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void valuesAreThoseOfJava() throws MalformedJsonException {
        assertThat(read("{\"a\": [1, 2.5, true, false, null, \"gr\u00fc\u00df\", {}]}"))
                .isEqualTo(Map.of("a", Arrays.asList(1, 2.5, true, false, null, "gr\u00fc\u00df", Map.of())));
        assertThat(read(" 1 ")).isEqualTo(1);
        assertThat(read("null")).isNull();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws MalformedJsonException {
        assertThat(read("\uFEFF[]")).isEqualTo(List.of());
    }

    @Test
    void oneByteOrderMarkIsEnough() {
        assertMalformed("\uFEFF\uFEFF[]", "Unexpected character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a: 1}",
                "{'a': 1}",
                "[01]",
                "[+1]",
                "[.5]",
                "[NaN]",
                "[1 2]",
                "// x",
                "[] // x",
                "\"a\nb\"",
                "\"\\x\"",
                "tru",
                "\0"
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageMatching("(?s).*\\(line \\d, column \\d+\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a': 1, 'a': 1}       | field 'a' is there twice (line 1, column 10)",
                "{'b': {'a': 1, 'a': 2}} | field 'a' is there twice",
                "{'a': 1, '\\u0061': 2} | field 'a' is there twice",
                "{} {}                  | there is more behind its end",
                "{} x                   | Unrecognized token",
            })
    void whatParsersDisagreeOnIsRefused(String text, String message) {
        assertMalformed(text.replace('\'', '"'), message.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uFEFF"})
    void emptinessIsNoDocument(String text) {
        assertMalformed(text, "empty");
    }

    @Test
    void onlyUtf8IsRead() {
        assertMalformed("\"gr\u00fc\u00df\"".getBytes(ISO_8859_1), "not in UTF-8");
        assertMalformed("\"a\"".getBytes(UTF_16), "not in UTF-8");
        assertMalformed(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "not in UTF-8");
        assertMalformed(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "not in UTF-8");
        assertMalformed("\"a\"".getBytes(UTF_16LE), "CTRL-CHAR, code 0");
    }

    @Test
    void nestingEndsSomewhere() throws MalformedJsonException {
        assertThat(read("[".repeat(32) + "]".repeat(32))).isNotNull();
        assertMalformed("[".repeat(34) + "]".repeat(34), "nested deeper than 32 levels (line 1, column 34)");
        assertMalformed("[".repeat(30_000), "nested deeper than 32 levels");
        assertMalformed("{\"a\":".repeat(10_000), "nested deeper than 32 levels");
    }

    @Test
    void numbersEndSomewhereToo() throws MalformedJsonException {
        assertThat(read("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
        assertMalformed("1".repeat(60_000), "Number value length (60000) exceeds the maximum");
    }

    private static Object read(String text) throws MalformedJsonException {
        return JsonReader.read(text.getBytes(UTF_8));
    }

    private static void assertMalformed(String text, String message) {
        assertMalformed(text.getBytes(UTF_8), message);
    }

    private static void assertMalformed(byte[] document, String message) {
        assertThatThrownBy(() -> JsonReader.read(document))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining(message);
    }
}
