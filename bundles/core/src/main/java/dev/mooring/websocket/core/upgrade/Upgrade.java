package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.dial.DialRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP part of the opening handshake (RFC 6455, section 4): writes the request as we want it, checks the answer.
 */
public final class Upgrade {

    private static final int SWITCHING_PROTOCOLS = 101;

    /** How much of a refusal an extension gets to see. */
    private static final int TOLD_HEADER_CHARS = 8 * 1024;

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final DialRequest request;

    public Upgrade(DialRequest request) {
        this.request = request;
    }

    /**
     * Sends the request and reads the answer.
     *
     * @param ofTyrus the headers of the handshake, of which the key is what matters
     */
    public ResponseHead exchange(Socket socket, Map<String, List<String>> ofTyrus) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(ofTyrus).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        ResponseHead answer;
        try {
            answer = ResponseHead.read(socket.getInputStream());
        } catch (EOFException e) {
            throw refused("The server closed the connection " + e.getMessage() + ".");
        }
        check(answer);
        return answer;
    }

    private String head(Map<String, List<String>> ofTyrus) {
        StringBuilder head = new StringBuilder()
                .append("GET ")
                .append(request.url().requestTarget())
                .append(" HTTP/1.1\r\n");
        append(head, "Host", request.url().authority());
        ofTyrus.forEach((name, values) -> {
            // Tyrus would name the server itself as the origin; a client that is no browser has none (RFC 6455, 4.1).
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Origin")) {
                append(head, name, String.join(", ", values));
            }
        });
        request.headers().forEach((name, value) -> append(head, name, value));
        return head.append("\r\n").toString();
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private void check(ResponseHead answer) {
        if (answer.status() != SWITCHING_PROTOCOLS) {
            throw WebSocketException.ofHttpStatus(
                    answer.status(),
                    answer.headersUpTo(TOLD_HEADER_CHARS),
                    "The server did not open a WebSocket: it answered with HTTP status " + answer.status() + ".");
        }
        List<String> chosen = answer.values(SUBPROTOCOL);
        if (chosen.size() > 1 || !request.subprotocols().containsAll(chosen)) {
            throw refused("The server chose a subprotocol that was not offered.");
        }
        if (!answer.values(EXTENSIONS).isEmpty()) {
            throw refused("The server chose a protocol extension that was not offered.");
        }
    }

    private static WebSocketException refused(String message) {
        return new WebSocketException(Reason.HANDSHAKE, message);
    }

    public static Optional<String> subprotocol(ResponseHead answer) {
        return answer.values(SUBPROTOCOL).stream().findFirst();
    }
}
