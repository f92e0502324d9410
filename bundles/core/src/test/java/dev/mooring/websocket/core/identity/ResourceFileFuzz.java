package dev.mooring.websocket.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mooring.websocket.core.json.JsonReader;
import dev.mooring.websocket.core.json.JsonWriter;
import dev.mooring.websocket.core.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody has packed as {@code resource.json}. */
class ResourceFileFuzz {

    private static final int MAX_DEPTH = 33;
    private static final int MAX_PROBLEM = 1000;

    private static final JsonWriter WRITER = new JsonWriter();

    static Stream<byte[]> seeds() {
        String start = "{\"id\": \"chat\", \"name\": \"Chat\", \"version\": \"1.0.0\", \"apiVersion\": 1";
        return Stream.of(
                        start + "}",
                        start + ", \"capabilities\": [\"network:ws\", \"storage\"], \"frontend\": {\"entry\": \"a\"}}",
                        start + ", \"capabilities\": [\"a\", \"a\"], \"frontend\": []}",
                        start + ", \"id\": \"chat\"}",
                        start.replace("chat", "\\u0000\\ud800") + "}",
                        start.replace("apiVersion\": 1", "apiVersion\": 1e999999999") + "}",
                        start.replace("apiVersion\": 1", "apiVersion\": -0.00") + "} x",
                        start.replace("apiVersion\": 1", "apiVersion\": " + "9".repeat(1001)) + "}",
                        "\uFEFF{}",
                        "[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH),
                        "[".repeat(MAX_DEPTH + 1) + "]".repeat(MAX_DEPTH + 1),
                        "[".repeat(10_000),
                        "{\"a\":".repeat(32) + "null" + "}".repeat(32),
                        "\"" + "x".repeat(100) + "\"",
                        "[true, false, null, 1.5, 12345678901234567890, \"\\n\\u00e9\\ud83d\\ude00\"]",
                        "nul",
                        "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"\"id\"", "\"name\"", "\"version\"", "\"apiVersion\"", "\"capabilities\"", "\"frontend\""})
    @DictionaryEntries({"\"entry\"", "\"network:ws\"", "\\\\u0000", "null", "true", "1e9", "[[[[", "{\"a\":"})
    @FuzzTest
    void aFileIsReadOrRefused(byte @NotNull [] content) throws IOException {
        Optional<Object> json = json(content);
        try {
            ResourceFile file = ResourceFile.read(new ByteArrayInputStream(content));

            assertThat(json).get().isInstanceOf(Map.class);
            assertThat(file.id()).matches("[A-Za-z0-9][A-Za-z0-9._-]*").hasSizeLessThanOrEqualTo(128);
        } catch (InvalidIdentityException e) {
            assertThat(e.problem()).matches("[ -~]+").hasSizeLessThan(MAX_PROBLEM);
        }
    }

    /** What the content is as JSON, if it is. */
    private static Optional<Object> json(byte[] content) {
        Object value;
        try {
            value = JsonReader.read(content);
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
        assertThat(depth(value)).isLessThanOrEqualTo(MAX_DEPTH);
        if (value != null && hasSpelling(value.toString())) {
            assertThat(readAgain(value)).isEqualTo(value);
        }
        return Optional.ofNullable(value);
    }

    /** There is no UTF-8 of half a pair of surrogates, which can be escaped, and no JSON of what 1e999 is. */
    private static boolean hasSpelling(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) && !text.contains("Infinity");
    }

    private static Object readAgain(Object value) {
        try {
            return JsonReader.read(WRITER.write(value).getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new AssertionError("What was read and written can't be read", e);
        }
    }

    private static int depth(Object value) {
        Stream<?> inner = Stream.empty();
        if (value instanceof Map<?, ?> map) {
            inner = map.values().stream();
        } else if (value instanceof List<?> list) {
            inner = list.stream();
        } else {
            return 0;
        }
        return 1 + inner.mapToInt(ResourceFileFuzz::depth).max().orElse(0);
    }
}
