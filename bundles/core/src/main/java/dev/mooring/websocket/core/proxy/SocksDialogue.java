package dev.mooring.websocket.core.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.spi.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Optional;

/** What is said to a SOCKS 5 proxy (RFC 1928, RFC 1929), and what it answers, byte for byte and not a byte further. */
final class SocksDialogue {

    static final int NO_AUTHENTICATION = 0;
    static final int PASSWORD = 2;
    static final int NONE_ACCEPTED = 0xFF;

    private static final int VERSION = 5;
    private static final int PASSWORD_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int MAX_LENGTH = 255;

    /** By the code of the reply (RFC 1928, section 6). */
    private static final String[] REPLIES = {
        "",
        "the proxy failed",
        "not allowed by the rules of the proxy",
        "network unreachable",
        "host unreachable",
        "connection refused",
        "too far away (TTL expired)",
        "the proxy connects nowhere",
        "the proxy does not know this type of address"
    };

    private final InputStream in;
    private final OutputStream out;

    SocksDialogue(Socket socket) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** The way of authentication that the proxy has chosen. */
    int greet() throws IOException {
        out.write(new byte[] {VERSION, 2, NO_AUTHENTICATION, PASSWORD});
        expect(VERSION);
        int method = read();
        if (method != NO_AUTHENTICATION && method != PASSWORD && method != NONE_ACCEPTED) {
            throw new ProtocolException("it chose what was not offered");
        }
        return method;
    }

    static boolean canSay(Credentials credentials) {
        return credentials.userName().getBytes(UTF_8).length <= MAX_LENGTH
                && credentials.password().getBytes(UTF_8).length <= MAX_LENGTH;
    }

    /** Whether they are accepted. */
    boolean logIn(Credentials credentials) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(PASSWORD_VERSION);
        for (String text : new String[] {credentials.userName(), credentials.password()}) {
            byte[] bytes = text.getBytes(UTF_8);
            request.write(bytes.length);
            request.writeBytes(bytes);
        }
        out.write(request.toByteArray());
        expect(PASSWORD_VERSION);
        return read() == 0;
    }

    /** Says why there is no connection; empty if there is one. */
    Optional<String> connect(SocksTarget target, int port) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        target.writeTo(request);
        request.write(port >> 8);
        request.write(port);
        out.write(request.toByteArray());
        expect(VERSION);
        int reply = read();
        if (reply != 0) {
            return Optional.of(reply < REPLIES.length ? REPLIES[reply] : "the proxy says " + reply);
        }
        read();
        skipAddress(read());
        return Optional.empty();
    }

    /** That of the proxy's own end, and its port. */
    private void skipAddress(int type) throws IOException {
        int length = switch (type) {
            case SocksTarget.IPV4 -> 4;
            case SocksTarget.IPV6 -> 16;
            case SocksTarget.NAME -> read();
            default -> throw new ProtocolException("it gave an address of no known type");
        };
        for (int i = 0; i < length + 2; i++) {
            read();
        }
    }

    private void expect(int version) throws IOException {
        if (read() != version) {
            throw new ProtocolException("it speaks another language");
        }
    }

    private int read() throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException("it was closed without an answer");
        }
        return read;
    }
}
