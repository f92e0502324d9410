package dev.mooring.websocket.core.upgrade;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.dial.Cutoff;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.dial.Dialer;
import dev.mooring.websocket.core.dial.Dialled;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.tls.TlsLayer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The opening handshake (RFC 6455, section 4), from dialling to a connection that speaks WebSocket: over redirects, and
 * with the credentials that a server demands. Blocks; a {@link Cutoff} ends it.
 */
public final class Handshake {

    /** One request and its answer. */
    private record Exchange(Dialled dialled, HandshakeKey key, ResponseHead answer) {}

    private final Dialer dialer;
    private final Login login;
    private final SecureRandom random = new SecureRandom();

    /** @param workers to ask for credentials on */
    public Handshake(Dialer dialer, CredentialsLookup credentials, Workers workers) {
        this.dialer = dialer;
        this.login = new Login(credentials, workers);
    }

    /** Throws {@link WebSocketException} with what went wrong in words. */
    public Upgraded open(DialRequest first, Cutoff cutoff) throws InterruptedException {
        Redirects redirects = new Redirects(first.maxRedirects());
        DialRequest request = first;
        Exchange exchange = ask(request, cutoff);
        while (Redirects.isOne(exchange.answer)) {
            cutoff.letGo();
            request = redirects.follow(request, exchange.answer);
            exchange = ask(request, cutoff);
        }
        if (exchange.answer.status() != ResponseHead.SWITCHING_PROTOCOLS) {
            throw exchange.answer.refusal("");
        }
        Acceptance acceptance = new Acceptance(request, exchange.answer);
        acceptance.check(exchange.key);
        return new Upgraded(
                exchange.dialled, acceptance.subprotocol(), acceptance.compression(), exchange.answer.rest());
    }

    /** Asks once more if the server demands credentials. They are for it alone: the next one is asked without. */
    private Exchange ask(DialRequest request, Cutoff cutoff) throws InterruptedException {
        Exchange exchange = exchange(request, Optional.empty(), cutoff);
        if (!Login.isDemanded(request, exchange.answer)) {
            return exchange;
        }
        cutoff.letGo();
        String authorization = login.answer(request, exchange.answer, cutoff);
        Exchange again = exchange(request, Optional.of(authorization), cutoff);
        if (Login.isDemanded(request, again.answer)) {
            throw again.answer.refusal(" It does not accept the credentials that the platform has for it.");
        }
        return again;
    }

    /** On a connection of its own: whether one that has been used could be used again is more than is worth knowing. */
    private Exchange exchange(DialRequest request, Optional<String> authorization, Cutoff cutoff)
            throws InterruptedException {
        Dialled dialled = dialer.dial(request, cutoff);
        Socket socket = dialled.top();
        HandshakeKey key = HandshakeKey.random(random);
        try {
            write(RequestHead.bytes(request, key, authorization), socket.getOutputStream());
            return new Exchange(dialled, key, ResponseHead.read(socket.getInputStream()));
        } catch (EOFException e) {
            throw cutoff.reasonOr(new WebSocketException(
                    Reason.HANDSHAKE, "The server closed the connection " + e.getMessage() + "."));
        } catch (IOException e) {
            throw cutoff.reasonOr(TlsLayer.afterHandshake(request.url(), socket, e)
                    .orElseGet(() -> new WebSocketException(
                            Reason.HANDSHAKE,
                            "The connection to " + request.url() + " broke during the handshake: " + e.getMessage()
                                    + ".")));
        }
    }

    /** In pieces that leave nothing behind on this thread, which may call bystanders one day. */
    private static void write(byte[] head, OutputStream out) throws IOException {
        for (int at = 0; at < head.length; at += ChannelSocket.TRACELESS_BYTES) {
            out.write(head, at, Math.min(ChannelSocket.TRACELESS_BYTES, head.length - at));
        }
        out.flush();
    }
}
