package dev.mooring.websocket.core.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Makes maps, lists, strings, numbers and booleans of a JSON document (RFC 8259). Refuses what parsers disagree on: a
 * name that an object has twice, or anything behind the end.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 32;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    // Nothing of a document stays behind: no buffer of a thread, no table of names.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private JsonReader() {}

    /**
     * The value that the document is.
     *
     * @param document in UTF-8; a byte order mark is passed over (RFC 8259, section 8.1)
     */
    public static @Nullable Object read(byte[] document) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text(document))) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException("empty");
            }
            Object value = value(parser, first, 0);
            if (parser.nextToken() != null) {
                throw malformed(parser, "there is more behind its end");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedJsonException(e.getOriginalMessage() + position(e.getLocation()));
        }
    }

    private static String text(byte[] document) throws MalformedJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not in UTF-8");
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, int depth) throws MalformedJsonException {
        if (depth > MAX_DEPTH) {
            throw malformed(parser, "nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw malformed(parser, "a value is missing");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, int depth) throws MalformedJsonException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (fields.containsKey(name)) {
                throw malformed(parser, "field \"" + name + "\" is there twice");
            }
            fields.put(name, value(parser, parser.nextToken(), depth + 1));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser, int depth) throws MalformedJsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token, depth + 1));
        }
        return elements;
    }

    private static MalformedJsonException malformed(JsonParser parser, String what) {
        return new MalformedJsonException(what + position(parser.currentTokenLocation()));
    }

    private static String position(@Nullable TokenStreamLocation location) {
        // Jackson has none where a bound of its own is exceeded.
        if (location == null) {
            return "";
        }
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
