package dev.mooring.websocket.core.url;

import dev.mooring.websocket.core.policy.WebSocketUrl;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.platform.UrlPolicy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

public final class UrlRules implements UrlPolicy {
    @Override
    public CheckedUrl check(UrlKind kind, String url) {
        WebSocketUrl u = WebSocketUrl.parse(url);
        return new CheckedUrl(kind, u.secure() ? "wss" : "ws", u.host(), u.port(), u.requestTarget());
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(CheckedUrl url, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
