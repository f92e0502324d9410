package dev.mooring.websocket.core.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.BasicChallenge;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.Credentials;
import java.io.IOException;
import java.net.ProtocolException;

/** A tunnel through an HTTP proxy (RFC 9110, section 9.3.6), which looks the target's name up. */
public final class HttpTunnel {

    private final ProxyServer proxy;
    private final CheckedUrl url;
    private final Line line;

    public HttpTunnel(ProxyServer proxy, CheckedUrl url, Line line) {
        this.proxy = proxy;
        this.url = url;
        this.line = line;
    }

    /**
     * Returns when what is written reaches the server.
     *
     * @throws IOException if the proxy can't be reached
     */
    public ChannelSocket open() throws IOException, InterruptedException {
        ChannelSocket socket = line.connect();
        ConnectAnswer answer = ask(socket, "");
        if (answer.status() == ConnectAnswer.AUTHENTICATION_REQUIRED) {
            // A second connection, as many proxies close the first.
            socket.close();
            String authorization = authorization(answer);
            socket = line.connect();
            answer = ask(socket, authorization);
        }
        if (!answer.isOpen()) {
            socket.close();
            throw refusal(answer);
        }
        return socket;
    }

    private ConnectAnswer ask(ChannelSocket socket, String authorization) {
        try {
            String target = url.host() + ":" + url.port();
            String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return ConnectAnswer.read(socket.getInputStream());
        } catch (ProtocolException e) {
            socket.close();
            throw failed("What the proxy " + proxy + " answers is not HTTP as it should be: " + e.getMessage()
                    + ". Check that it is an HTTP proxy.");
        } catch (IOException e) {
            socket.close();
            throw failed("The connection to the proxy " + proxy + " broke: " + e.getMessage() + ".");
        }
    }

    private String authorization(ConnectAnswer refusal) {
        BasicChallenge challenge = BasicChallenge.firstIn(refusal.challenges())
                .orElseThrow(() -> failed("The proxy " + proxy
                        + " demands to know who connects, in a way other than Basic, which is the only one that is"
                        + " spoken here."));
        Credentials credentials = line.credentials(challenge.realm())
                .orElseThrow(() -> failed("The proxy " + proxy
                        + " demands a user name and password, and no CredentialsService of the platform knows them."));
        String answer = challenge
                .answer(credentials)
                .orElseThrow(() -> failed("The proxy " + proxy + " demands a user name and password, and those that the"
                        + " platform's CredentialsService knows have characters that can't be sent to it."));
        return "Proxy-Authorization: " + answer + "\r\n";
    }

    private WebSocketException refusal(ConnectAnswer answer) {
        String status = " (HTTP status " + answer.status() + ").";
        return switch (answer.status()) {
            case ConnectAnswer.AUTHENTICATION_REQUIRED ->
                failed("The proxy " + proxy + " does not accept the user name and password" + status);
            case 403, 405 ->
                failed("The proxy " + proxy + " does not let connections to " + url + " pass" + status
                        + " That is for its operators to change.");
            case 500, 502, 503, 504 ->
                failed("The proxy " + proxy + " can't connect to " + url + status
                        + " It is the proxy that looks the name up.");
            default -> failed("The proxy " + proxy + " does not connect to " + url + status);
        };
    }

    private static WebSocketException failed(String message) {
        return new WebSocketException(Reason.PROXY_FAILED, message);
    }
}
