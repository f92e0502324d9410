package dev.mooring.websocket.core.proxy;

import dev.mooring.websocket.core.proxy.ProxyServer.Protocol;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.url.Host;
import dev.mooring.websocket.spi.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that plays a script for each connection, one after the other; and the line to it. */
final class ScriptedProxy implements Line, AutoCloseable {

    private final ServerSocket server;
    private final List<Script> scripts;
    private final Thread thread = new Thread(this::serve);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> made = new ArrayList<>();
    private final List<Optional<String>> realms = new ArrayList<>();
    private Optional<Credentials> credentials = Optional.empty();

    ScriptedProxy(Script... scripts) throws IOException {
        this.scripts = List.of(scripts);
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread.start();
    }

    private void serve() {
        for (Script script : scripts) {
            try (Socket client = server.accept()) {
                heard.add(script.play(client));
            } catch (IOException e) {
                heard.add("nothing, for " + e.getMessage());
            }
        }
    }

    ProxyServer server(Protocol protocol, boolean resolves) {
        Host host = Host.parse(server.getInetAddress().getHostAddress());
        return new ProxyServer(protocol, host, server.getLocalPort(), resolves, null);
    }

    void isKnown(Credentials to) {
        credentials = Optional.of(to);
    }

    /** What it has heard on each connection. Hangs up on all of them, and waits for all scripts to end. */
    List<String> heard() throws IOException {
        hangUp();
        return heard;
    }

    /** For which somebody was asked for credentials. */
    List<Optional<String>> realms() {
        return realms;
    }

    /** The connections to it that are open. */
    List<Socket> open() {
        return made.stream().filter(socket -> !socket.isClosed()).toList();
    }

    @Override
    public ChannelSocket connect() throws IOException {
        ChannelSocket socket = ChannelSocket.open();
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        made.add(socket);
        return socket;
    }

    @Override
    public Optional<Credentials> credentials(Optional<String> realm) {
        realms.add(realm);
        return credentials;
    }

    @Override
    public Duration share(int ofHowMany) {
        return Duration.ofMillis(200);
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }

    private void hangUp() throws IOException {
        for (Socket socket : made) {
            socket.close();
        }
        if (made.size() < scripts.size()) {
            server.close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
