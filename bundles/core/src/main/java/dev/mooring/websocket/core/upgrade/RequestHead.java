package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.core.dial.DialRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The head of an upgrade request (RFC 6455, section 4.1). Target and headers go out as they were given. */
final class RequestHead {

    private final StringBuilder text = new StringBuilder();

    private RequestHead() {}

    /** @param authorization what answers the server's demand for credentials */
    static byte[] bytes(DialRequest request, HandshakeKey key, Optional<String> authorization) {
        RequestHead head = new RequestHead();
        head.text.append("GET ").append(request.url().requestTarget()).append(" HTTP/1.1\r\n");
        head.add("Host", request.url().authority());
        head.add("Upgrade", "websocket");
        head.add("Connection", "Upgrade");
        head.add("Sec-WebSocket-Key", key.text());
        head.add("Sec-WebSocket-Version", "13");
        if (!request.subprotocols().isEmpty()) {
            head.add("Sec-WebSocket-Protocol", String.join(", ", request.subprotocols()));
        }
        request.compression().ifPresent(offer -> head.add("Sec-WebSocket-Extensions", offer.fieldValue()));
        request.headers().forEach(head::add);
        authorization.ifPresent(value -> head.add("Authorization", value));
        return head.text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
