package dev.mooring.websocket.core.dial;

import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.ConnectAttempt;
import java.util.List;
import java.util.Set;

/** Of an extension called {@code com.example}. */
public record TestAttempt(CheckedUrl url) implements ConnectAttempt {

    @Override
    public String extensionId() {
        return "com.example";
    }

    @Override
    public long bundleId() {
        return 1;
    }

    @Override
    public String location() {
        return "test:com.example";
    }

    @Override
    public Set<String> headerNames() {
        return Set.of();
    }

    @Override
    public List<String> subprotocols() {
        return List.of();
    }
}
