package dev.mooring.websocket.itests.support;

import java.util.List;
import java.util.Optional;

/** How an {@link EchoServer} behaves. Immutable: each {@code with} returns a new object. */
public final class EchoServerOptions {

    private static final EchoServerOptions DEFAULTS =
            new EchoServerOptions(true, List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private final boolean echo;
    private final List<String> subprotocols;
    private final Optional<ServerTls> tls;
    private final Optional<String> redirect;
    private final Optional<String> compression;

    private EchoServerOptions(
            boolean echo,
            List<String> subprotocols,
            Optional<ServerTls> tls,
            Optional<String> redirect,
            Optional<String> compression) {
        this.echo = echo;
        this.subprotocols = List.copyOf(subprotocols);
        this.tls = tls;
        this.redirect = redirect;
        this.compression = compression;
    }

    /**
     * Echoes, knows no subprotocol, and speaks {@code ws}.
     *
     * @return the options
     */
    public static EchoServerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Records what arrives, but sends nothing by itself.
     *
     * @return new options
     */
    public EchoServerOptions withoutEcho() {
        return new EchoServerOptions(false, subprotocols, tls, redirect, compression);
    }

    /**
     * Selects the first of these that the client has offered; none when it has offered none of them.
     *
     * @param names what the server speaks, best first
     * @return new options
     */
    public EchoServerOptions withSubprotocols(String... names) {
        return new EchoServerOptions(echo, List.of(names), tls, redirect, compression);
    }

    /**
     * Speaks {@code wss}.
     *
     * @param authority issues the server's certificate
     * @param hosts what the certificate is for: DNS names, or addresses as text
     * @return new options
     */
    public EchoServerOptions withTls(TestAuthority authority, String... hosts) {
        return withTls(ServerTls.of(authority.issue(hosts)));
    }

    /**
     * Speaks {@code wss}.
     *
     * @param how with which certificate, and more
     * @return new options
     */
    public EchoServerOptions withTls(ServerTls how) {
        return new EchoServerOptions(echo, subprotocols, Optional.of(how), redirect, compression);
    }

    /**
     * Sends whoever asks for {@code /redirect} elsewhere, with the status 302.
     *
     * @param location goes out as it is
     * @return new options
     */
    public EchoServerOptions withRedirect(String location) {
        return new EchoServerOptions(echo, subprotocols, tls, Optional.of(location), compression);
    }

    /**
     * Answers an offer of compression in its own way. Without this, it agrees to what it is offered.
     *
     * @param extension for example {@code "permessage-deflate; client_no_context_takeover"}
     * @return new options
     */
    public EchoServerOptions withCompression(String extension) {
        return new EchoServerOptions(echo, subprotocols, tls, redirect, Optional.of(extension));
    }

    Optional<String> compression() {
        return compression;
    }

    Optional<String> redirect() {
        return redirect;
    }

    boolean echo() {
        return echo;
    }

    List<String> subprotocols() {
        return subprotocols;
    }

    Optional<ServerTls> tls() {
        return tls;
    }
}
