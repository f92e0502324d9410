package dev.mooring.websocket.core.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;

/** What the proxy of a test does on one connection. Then it hangs up, unless it is to wait for its client to do so. */
interface Script {

    /** Returns what it has heard. */
    String play(Socket client) throws IOException;

    /** Hears the head of an HTTP request, and answers. */
    static Script http(String answer) {
        return client -> {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = client.getInputStream().read();
                if (read < 0) {
                    throw new EOFException();
                }
                head.append((char) read);
            }
            client.getOutputStream().write(answer.getBytes(ISO_8859_1));
            return head.toString();
        };
    }

    /** Hears as many bytes as there are in the first, answers the second, and so on. All in hexadecimal digits. */
    static Script bytes(String... dialogue) {
        return client -> {
            StringBuilder heard = new StringBuilder();
            for (int i = 0; i < dialogue.length; i += 2) {
                int length = dialogue[i].length() / 2;
                heard.append(HexFormat.of().formatHex(client.getInputStream().readNBytes(length)));
                if (i + 1 < dialogue.length) {
                    client.getOutputStream().write(HexFormat.of().parseHex(dialogue[i + 1]));
                }
            }
            return heard.toString();
        };
    }

    /** And then waits for the client to hang up. */
    default Script andWait() {
        return client -> {
            String heard = play(client);
            while (client.getInputStream().read() >= 0) {
                // Nobody reads it.
            }
            return heard;
        };
    }
}
