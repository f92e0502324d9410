package dev.mooring.websocket.core.proxy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.spi.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A tunnel through a SOCKS 5 proxy (RFC 1928), which is given addresses, or the name to look up. */
public final class SocksTunnel {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final ProxyServer proxy;
    private final CheckedUrl url;
    private final List<SocksTarget> targets;
    private final Line line;

    /** For the time that the tunnel takes. */
    private @Nullable Credentials credentials;

    /** @param addresses to be tried in this order; none if the proxy is to look the name up */
    public SocksTunnel(ProxyServer proxy, CheckedUrl url, List<InetAddress> addresses, Line line) {
        this.proxy = proxy;
        this.url = url;
        this.targets = addresses.isEmpty()
                ? List.of(SocksTarget.of(url.host()))
                : addresses.stream().map(SocksTarget::of).toList();
        this.line = line;
    }

    /**
     * Returns when what is written reaches the server.
     *
     * @throws IOException if the proxy can't be reached
     */
    public ChannelSocket open() throws IOException, InterruptedException {
        StringJoiner failures = new StringJoiner("; ");
        for (int i = 0; i < targets.size(); i++) {
            SocksTarget target = targets.get(i);
            boolean isLast = i == targets.size() - 1;
            ChannelSocket socket = line.connect();
            Optional<String> failure = connect(socket, target, isLast);
            if (failure.isEmpty()) {
                return socket;
            }
            socket.close();
            failures.add(target + ": " + failure.get());
        }
        throw failed("The proxy " + proxy + " can't connect to " + url + " (" + failures + ").");
    }

    /** Says what has come of this target; empty if it is connected to. */
    private Optional<String> connect(ChannelSocket socket, SocksTarget target, boolean isLast) {
        boolean done = false;
        try {
            SocksDialogue dialogue = new SocksDialogue(socket);
            authenticate(dialogue);
            socket.setSoTimeout(isLast ? 0 : millis(line.share(targets.size())));
            Optional<String> failure = dialogue.connect(target, url.port());
            socket.setSoTimeout(0);
            done = true;
            return failure;
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer in time");
        } catch (ProtocolException e) {
            throw failed("What the proxy " + proxy + " answers is not SOCKS 5: " + e.getMessage()
                    + ". Check that it is a SOCKS 5 proxy.");
        } catch (IOException e) {
            throw failed("The connection to the proxy " + proxy + " broke: " + e.getMessage() + ".");
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    private static int millis(Duration share) {
        return (int) Math.max(1, (share.compareTo(LONGEST) > 0 ? LONGEST : share).toMillis());
    }

    private void authenticate(SocksDialogue dialogue) throws IOException {
        switch (dialogue.greet()) {
            case SocksDialogue.NO_AUTHENTICATION -> {}
            case SocksDialogue.PASSWORD -> {
                if (!dialogue.logIn(credentials())) {
                    throw failed("The proxy " + proxy + " does not accept the user name and password.");
                }
            }
            default ->
                throw failed("The proxy " + proxy
                        + " demands to know who connects, in a way other than a user name and password.");
        }
    }

    private Credentials credentials() {
        if (credentials == null) {
            Credentials known = line.credentials(Optional.empty())
                    .orElseThrow(() -> failed("The proxy " + proxy
                            + " demands a user name and password, and no CredentialsService of the platform knows"
                            + " them."));
            if (!SocksDialogue.canSay(known)) {
                throw failed("The user name or password for the proxy " + proxy
                        + " is longer than the 255 bytes that SOCKS 5 has for each.");
            }
            credentials = known;
        }
        return credentials;
    }

    private static WebSocketException failed(String message) {
        return new WebSocketException(Reason.PROXY_FAILED, message);
    }
}
