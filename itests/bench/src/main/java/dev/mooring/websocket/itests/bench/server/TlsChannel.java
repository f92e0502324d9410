package dev.mooring.websocket.itests.bench.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS socket in the shape of a channel. */
final class TlsChannel implements ByteChannel {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final SSLSocket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    TlsChannel(SSLSocket socket) {
        this.socket = socket;
    }

    /** With the key that the system properties name. */
    static SSLContext context() throws GeneralSecurityException, IOException {
        char[] password = requireNonNull(System.getProperty("javax.net.ssl.keyStorePassword"))
                .toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in =
                Files.newInputStream(Path.of(requireNonNull(System.getProperty("javax.net.ssl.keyStore"))))) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = socket.getInputStream().read(buffer, 0, Math.min(buffer.length, target.remaining()));
        if (count > 0) {
            target.put(buffer, 0, count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = Math.min(buffer.length, source.remaining());
        source.get(buffer, 0, count);
        socket.getOutputStream().write(buffer, 0, count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
