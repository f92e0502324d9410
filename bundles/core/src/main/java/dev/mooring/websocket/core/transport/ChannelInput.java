package dev.mooring.websocket.core.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Reads through a buffer of its own. The JDK's streams read through one that they keep in the thread's locals, where
 * whoever is called on that thread later finds what has been read.
 *
 * <p>One thread reads at a time, and hands on what it knows.
 */
final class ChannelInput extends InputStream {

    private static final int SMALLEST = 256;

    private final SocketChannel channel;

    /** As large as what is asked for has been lately. */
    private ByteBuffer direct = ByteBuffer.allocateDirect(SMALLEST);

    ChannelInput(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (direct.capacity() < length || direct.capacity() > Math.max(length, SMALLEST)) {
            direct = ByteBuffer.allocateDirect(Math.max(length, SMALLEST));
        }
        int read = channel.read(direct.clear().limit(length));
        if (read > 0) {
            direct.flip().get(bytes, offset, read);
        }
        return read;
    }
}
