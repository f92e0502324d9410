package dev.mooring.websocket.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SOCKS 5 (RFC 1928), with user name and password (RFC 1929) if there are any. */
final class SocksDialogue implements ProxyDialogue {

    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;

    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private final Optional<String> login;

    /** @param login user name, colon, password */
    SocksDialogue(Optional<String> login) {
        this.login = login;
    }

    @Override
    public @Nullable Target hear(InputStream in, OutputStream out, TestProxy proxy) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.readByte();
        readCounted(data);
        out.write(new byte[] {5, (byte) (login.isPresent() ? PASSWORD : NO_AUTHENTICATION)});
        if (login.isPresent()) {
            data.readByte();
            String said = text(readCounted(data)) + ":" + text(readCounted(data));
            boolean accepted = said.equals(login.get());
            out.write(new byte[] {1, (byte) (accepted ? 0 : 1)});
            if (!accepted) {
                proxy.heard("wrong password");
                return null;
            }
        }
        data.skipNBytes(3);
        Target target = new Target(host(data), data.readUnsignedShort());
        proxy.heard(target.host() + ":" + target.port());
        return target;
    }

    private static String host(DataInputStream data) throws IOException {
        int type = data.readUnsignedByte();
        return switch (type) {
            case IPV4 -> InetAddress.getByAddress(data.readNBytes(4)).getHostAddress();
            case IPV6 -> InetAddress.getByAddress(data.readNBytes(16)).getHostAddress();
            case NAME -> text(readCounted(data));
            default -> throw new IOException("an address of type " + type);
        };
    }

    private static byte[] readCounted(DataInputStream data) throws IOException {
        return data.readNBytes(data.readUnsignedByte());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @Override
    public void answer(OutputStream out, boolean connected) throws IOException {
        out.write(new byte[] {5, (byte) (connected ? 0 : 5), 0, IPV4, 0, 0, 0, 0, 0, 0});
    }
}
