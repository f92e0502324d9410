package dev.mooring.websocket.itests.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The part of an upgrade request that matters here.
 *
 * @param target path and query
 * @param key the Sec-WebSocket-Key
 */
record Request(URI target, String key) {

    private static final String END = "\r\n\r\n";
    private static final String KEY = "sec-websocket-key:";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static Request read(FrameReader reader) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END, Math.max(0, head.length() - END.length())) < 0) {
            head.append((char) reader.readByte());
        }
        String[] lines = head.toString().split("\r\n", -1);
        String key = Arrays.stream(lines)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(KEY))
                .map(line -> line.substring(KEY.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("No WebSocket request: " + lines[0]));
        return new Request(URI.create(lines[0].split(" ", -1)[1]), key);
    }

    String path() {
        return target.getPath();
    }

    String parameter(String name) throws IOException {
        return Arrays.stream(target.getQuery().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IOException("No " + name + " in " + target));
    }

    int number(String name) throws IOException {
        return Integer.parseInt(parameter(name));
    }

    /** The 101 (RFC 6455, section 4.2.2). */
    ByteBuffer answer() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            String accept = Base64.getEncoder().encodeToString(hash);
            return ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + END)
                    .getBytes(ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        }
    }
}
