package dev.mooring.websocket.core.identity;

import dev.mooring.websocket.core.json.JsonReader;
import dev.mooring.websocket.core.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in which an extension that was made for another platform says who it is. What is in it besides the fields
 * below is not ours to judge.
 */
record ResourceFile(String id, Set<String> capabilities) {

    static final String NAME = "resource.json";
    static final String WEB_SOCKET = "network:ws";

    private static final int MAX_KIB = 64;
    private static final int MAX_BYTES = MAX_KIB * 1024;
    private static final int API_VERSION = 1;

    /** Reads no more of it than it may have. */
    static ResourceFile read(InputStream content) throws IOException, InvalidIdentityException {
        byte[] bytes = content.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidIdentityException("it must not have more than " + MAX_KIB + " KiB");
        }
        return parse(bytes);
    }

    static ResourceFile parse(byte[] content) throws InvalidIdentityException {
        if (!(json(content) instanceof Map<?, ?> object)) {
            throw new InvalidIdentityException("it must be a JSON object");
        }
        Fields fields = new Fields(object);
        String id = fields.text("id", ExtensionId::isValid, ExtensionId.FORM);
        fields.text("name");
        fields.text("version");
        fields.number("apiVersion", API_VERSION);
        Set<String> capabilities = fields.texts("capabilities");
        Optional<Fields> frontend = fields.object("frontend");
        if (frontend.isPresent()) {
            frontend.get().text("entry");
        }
        return new ResourceFile(id, capabilities);
    }

    private static @Nullable Object json(byte[] content) throws InvalidIdentityException {
        try {
            return JsonReader.read(content);
        } catch (MalformedJsonException e) {
            throw new InvalidIdentityException("it is not JSON: " + Excerpt.printable(String.valueOf(e.getMessage())));
        }
    }

    boolean declaresWebSocket() {
        return capabilities.contains(WEB_SOCKET);
    }
}
