package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP CONNECT (RFC 9110, section 9.3.6), with Basic authentication if there is a password. */
final class HttpDialogue implements ProxyDialogue {

    private final Optional<String> authorization;

    /** @param login user name, colon, password */
    HttpDialogue(Optional<String> login) {
        authorization = login.map(
                text -> "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    @Override
    public @Nullable Target hear(InputStream in, OutputStream out, TestProxy proxy) throws IOException {
        List<String> head = readHead(in).lines().toList();
        String[] requestLine = head.get(0).split(" ", -1);
        proxy.heard(requestLine[0] + " " + requestLine[1]);
        if (authorization.isPresent() && !head.contains(authorization.get())) {
            say(
                    out,
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\", charset=\"UTF-8\"");
            return null;
        }
        int colon = requestLine[1].lastIndexOf(':');
        return new Target(requestLine[1].substring(0, colon), Integer.parseInt(requestLine[1].substring(colon + 1)));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("no whole request");
            }
            head.append((char) read);
        }
        return head.toString();
    }

    @Override
    public void answer(OutputStream out, boolean connected) throws IOException {
        say(out, connected ? "200 Connection established" : "502 Bad Gateway");
    }

    private static void say(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
    }
}
