package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.deflate.DeflateAgreement;
import dev.mooring.websocket.core.dial.DialRequest;
import java.util.List;
import java.util.Optional;

/** Whether an answer with the status 101 accepts what was asked for (RFC 6455, section 4.1). */
final class Acceptance {

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final DialRequest request;
    private final ResponseHead answer;

    Acceptance(DialRequest request, ResponseHead answer) {
        this.request = request;
        this.answer = answer;
    }

    /** Throws {@code HANDSHAKE} with what is wrong. */
    void check(HandshakeKey key) {
        require(answer.minorVersion() == 1, "it is of HTTP/1.0, which can't upgrade");
        // An Upgrade that names something else beside it is refused, a Connection is not: a proxy may add to it.
        require(isOnce("Upgrade", "websocket"), "its Upgrade header must be there once and say \"websocket\"");
        require(
                answer.members("Connection").anyMatch("Upgrade"::equalsIgnoreCase),
                "its Connection header must name \"Upgrade\"");
        require(
                answer.values("Sec-WebSocket-Accept").equals(List.of(key.accept())),
                "its Sec-WebSocket-Accept header must be there once and answer the key of this connection");
        List<String> chosen = answer.values(SUBPROTOCOL);
        if (chosen.size() > 1 || !request.subprotocols().containsAll(chosen)) {
            throw refused("The server chose a subprotocol that was not offered.");
        }
        compression();
    }

    private boolean isOnce(String header, String value) {
        List<String> values = answer.values(header);
        return values.size() == 1 && values.get(0).equalsIgnoreCase(value);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw refused("The server's answer is no valid WebSocket handshake: " + otherwise + ".");
        }
    }

    private static WebSocketException refused(String message) {
        return new WebSocketException(Reason.HANDSHAKE, message);
    }

    Optional<String> subprotocol() {
        return answer.values(SUBPROTOCOL).stream().findFirst();
    }

    /** What the server makes of the offer. Throws {@code HANDSHAKE} if it may not make that of it. */
    Optional<DeflateAgreement> compression() {
        List<String> chosen = answer.values(EXTENSIONS);
        if (request.compression().isEmpty() && !chosen.isEmpty()) {
            throw refused("The server chose a protocol extension that was not offered.");
        }
        return request.compression().flatMap(offer -> offer.agreement(chosen));
    }
}
