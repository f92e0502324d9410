package dev.mooring.websocket.core.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceFileTest {

    /** The example of the platform that the file is for. */
    private static final String DASHBOARD = """
            {
            "id": "com.example.realtime-dashboard",
            "name": "Realtime Dashboard",
            "version": "1.0.0",
            "apiVersion": 1,
            "capabilities": [
            "network:ws"
            ],
            "frontend": {
            "entry": "dist/index.html"
            }
            }
            """;

    private static final int KIB = 1024;

    @Test
    void theExampleIsRead() throws Exception {
        ResourceFile file = parse(DASHBOARD);

        assertThat(file.id()).isEqualTo("com.example.realtime-dashboard");
        assertThat(file.declaresWebSocket()).isTrue();
    }

    @Test
    void capabilitiesAndFrontendMayBeMissing() throws Exception {
        ResourceFile file = parse("{'id': 'chat', 'name': 'Chat', 'version': '1', 'apiVersion': 1}");

        assertThat(file.id()).isEqualTo("chat");
        assertThat(file.declaresWebSocket()).isFalse();
    }

    @Test
    void whatIsUnknownIsIgnored() throws Exception {
        assertThat(with("author", "{'name': null, 'id': 5}").id()).isEqualTo("chat");
        assertThat(with("frontend", "{'entry': 'a', 'width': 5}").id()).isEqualTo("chat");
        assertThat(with("capabilities", "['storage', 'network:ws', '']").declaresWebSocket())
                .isTrue();
        assertThat(with("capabilities", "['network:*', 'NETWORK:WS']").declaresWebSocket())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "A.b_C-9", "com.example.chat", "a..b", "a_ws_0"})
    void idsAreShortAndHarmless(String id) throws Exception {
        assertThat(with("id", "'" + id + "'").id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".a", "_a", "-a", "a b", "a/b", "a:b", "a\\\\b", "gr\u00fc\u00df", "a\\n", "a\\u0000"})
    void otherIdsAreRefused(String id) {
        assertRefused(
                "id",
                "'" + id + "'",
                "field 'id' must be 1 to 128 letters, digits, dots, underscores and hyphens of ASCII,"
                        + " beginning with a letter or digit, not '");
    }

    @Test
    void idsHaveUpTo128Characters() throws Exception {
        assertThat(with("id", "'" + "a".repeat(128) + "'").id()).hasSize(128);
        assertRefused("id", "'" + "a".repeat(129) + "'", "not '" + "a".repeat(60) + "...'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "version", "apiVersion"})
    void someFieldsMustBeThere(String name) {
        Map<String, String> fields = fields();
        fields.remove(name);

        assertThatThrownBy(() -> parse(object(fields)))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageContaining("field \"" + name + "\" must be ")
                .hasMessageEndingWith(", but is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id           | null            | not null",
                "id           | 5               | not 5",
                "id           | ['chat']        | not an array",
                "name         | ''              | field 'name' must be a non-empty string, not ''",
                "name         | null            | field 'name' must be a non-empty string, not null",
                "name         | true            | field 'name' must be a non-empty string, not true",
                "version      | ''              | field 'version' must be a non-empty string, not ''",
                "version      | 1.5             | field 'version' must be a non-empty string, not 1.5",
                "version      | {}              | field 'version' must be a non-empty string, not an object",
                "apiVersion   | '1'             | field 'apiVersion' must be the number 1, not '1'",
                "apiVersion   | 2               | field 'apiVersion' must be the number 1, not 2",
                "apiVersion   | 1.5             | field 'apiVersion' must be the number 1, not 1.5",
                "apiVersion   | 4294967297      | field 'apiVersion' must be the number 1, not 4294967297",
                "apiVersion   | null            | field 'apiVersion' must be the number 1, not null",
                "capabilities | 'network:ws'    | field 'capabilities' must be an array of strings, not 'network:ws'",
                "capabilities | null            | field 'capabilities' must be an array of strings, not null",
                "capabilities | {'network': 1}  | field 'capabilities' must be an array of strings, not an object",
                "capabilities | ['a', 5]        | field 'capabilities' must be an array of strings, not one with 5 in it",
                "capabilities | [null]          | field 'capabilities' must be an array of strings, not one with null in it",
                "capabilities | ['a', 'b', 'a'] | field 'capabilities' must be an array of different strings, not one with 'a' twice",
                "frontend     | 'index.html'    | field 'frontend' must be an object, not 'index.html'",
                "frontend     | null            | field 'frontend' must be an object, not null",
                "frontend     | {}              | field 'frontend.entry' must be a non-empty string, but is missing",
                "frontend     | {'entry': ''}   | field 'frontend.entry' must be a non-empty string, not ''",
                "frontend     | {'entry': [1]}  | field 'frontend.entry' must be a non-empty string, not an array",
            })
    void aFieldThatIsWrongIsNamedWithWhatIsWanted(String name, String value, String message) {
        assertRefused(name, value, message);
    }

    @Test
    void messagesAreOfOneLineAndInAscii() {
        assertRefused("name", "[]\n\r\u0007", "not JSON");
        assertRefused("version", "{'\u001b[31m': 1}", "not JSON");
        assertRefused("frontend", "'a\\n\\u001b[31m\u202eb'", "not 'a??[31m?b'");
        assertRefused("author", "{'\\u001b': 1, '\\u001b': 2}", "field '?' is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "'chat'", "1"})
    void itIsAnObject(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessage("it must be a JSON object");
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> parse(DASHBOARD.replace("\"1.0.0\",", "\"1.0.0\"")))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageStartingWith("it is not JSON: ")
                .hasMessageContaining("(line 5, column 1)");
        assertThatThrownBy(() -> ResourceFile.parse("{\"id\": \"gr\u00fc\u00df\"}".getBytes(ISO_8859_1)))
                .hasMessage("it is not JSON: not in UTF-8");
        assertThatThrownBy(() -> parse("")).hasMessage("it is not JSON: empty");
        assertThatThrownBy(() -> parse(DASHBOARD + "{}")).hasMessageContaining("there is more behind its end");
        assertThatThrownBy(() -> parse("{'id': 'a', 'id': 'b'}")).hasMessageContaining("field \"id\" is there twice");
        assertThatThrownBy(() -> with("x", "[".repeat(99) + "]".repeat(99))).hasMessageContaining("nested deeper");
    }

    @Test
    void aByteOrderMarkDoesNoHarm() throws Exception {
        assertThat(parse("\uFEFF" + DASHBOARD).id()).isEqualTo("com.example.realtime-dashboard");
    }

    @Test
    void itHasUpTo64KiB() throws Exception {
        String longest = DASHBOARD + " ".repeat(64 * KIB - DASHBOARD.length());

        assertThat(read(longest).declaresWebSocket()).isTrue();
        assertThatThrownBy(() -> read(longest + " "))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessage("it must not have more than 64 KiB");
    }

    @Test
    void noMoreIsReadOfALargerOne() throws IOException {
        InputStream large = new ByteArrayInputStream(new byte[1024 * KIB]);

        assertThatThrownBy(() -> ResourceFile.read(large)).hasMessageContaining("64 KiB");
        assertThat(large.available()).isEqualTo(960 * KIB - 1);
    }

    private static ResourceFile read(String text) throws IOException, InvalidIdentityException {
        return ResourceFile.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static ResourceFile parse(String text) throws InvalidIdentityException {
        return ResourceFile.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static ResourceFile with(String name, String value) throws InvalidIdentityException {
        Map<String, String> fields = fields();
        fields.put(name, value);
        return parse(object(fields));
    }

    private static void assertRefused(String name, String value, String message) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageContaining(message.replace('\'', '"'))
                .hasMessageMatching("[\\x20-\\x7E]+");
    }

    private static Map<String, String> fields() {
        return new LinkedHashMap<>(Map.of("id", "'chat'", "name", "'Chat'", "version", "'1.0.0'", "apiVersion", "1"));
    }

    private static String object(Map<String, String> fields) {
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append("'" + name + "': ")
                .append(value));
        return text.append("}").toString();
    }
}
