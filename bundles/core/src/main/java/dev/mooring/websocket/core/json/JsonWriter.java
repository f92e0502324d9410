package dev.mooring.websocket.core.json;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * Makes JSON of the values of one extension. What Jackson remembers about classes is kept here and nowhere else, so
 * that it goes with the extension: neither a shared cache nor a thread keeps its class loader.
 */
public final class JsonWriter {

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .typeFactory(TypeFactory.createDefaultInstance())
            .build();

    /** Calls the getters of the value. Throws {@code NOT_SERIALIZABLE} if there is no JSON for it. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JacksonException e) {
            throw notSerializable(value, e.getOriginalMessage());
        } catch (LinkageError e) {
            throw notSerializable(value, "a class of it can't be loaded: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw notSerializable(value, "it contains itself");
        }
    }

    // Without Jackson's exception as its cause: that one refers to the values.
    private static WebSocketException notSerializable(Object value, String why) {
        return new WebSocketException(
                Reason.NOT_SERIALIZABLE,
                "A " + value.getClass().getName() + " can't be sent as JSON: " + why + ". Nothing was sent.");
    }
}
