package dev.mooring.websocket.core.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes small things through a buffer of its own, for the reason for which {@link ChannelInput} has one. Large ones go
 * through the JDK's.
 *
 * <p>One thread writes at a time, and hands on what it knows.
 */
final class ChannelOutput extends OutputStream {

    /** What is no larger than this leaves nothing behind on the thread. */
    static final int TRACELESS_BYTES = 8 * 1024;

    private final SocketChannel channel;

    private @Nullable ByteBuffer direct;

    ChannelOutput(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes, offset, length);
        if (length <= TRACELESS_BYTES) {
            if (direct == null) {
                direct = ByteBuffer.allocateDirect(TRACELESS_BYTES);
            }
            out = direct.clear().put(out).flip();
        }
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }
}
