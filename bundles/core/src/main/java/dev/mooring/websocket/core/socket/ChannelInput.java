package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads through a buffer of its own. The JDK's streams read through one that they keep in the thread's locals, where
 * whoever is called on that thread later finds what has been read.
 *
 * <p>One thread reads at a time, and hands on what it knows.
 */
final class ChannelInput extends InputStream {

    private static final int SMALLEST = 256;

    private final SocketChannel channel;
    private final Readiness readiness;

    /** As large as what has been asked for at most. Null while nobody reads. */
    private @Nullable ByteBuffer direct;

    /** Whether the last read has taken all that there was. */
    private boolean drained;

    private volatile int timeoutMillis = Readiness.FOR_EVER;

    ChannelInput(SocketChannel channel) {
        this.channel = channel;
        this.readiness = new Readiness(channel, SelectionKey.OP_READ);
    }

    void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    int timeout() {
        return timeoutMillis;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return readSome(bytes, offset, length);
        } catch (IOException e) {
            throw SocketErrors.asOfSockets(e);
        }
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = bufferFor(length);
        int read = drained ? 0 : channel.read(buffer);
        // Whatever becomes of the wait: who reads next looks first.
        drained = false;
        while (read == 0) {
            readiness.await(timeoutMillis);
            read = channel.read(buffer);
        }
        drained = 0 < read && read < length;
        if (read > 0) {
            buffer.flip().get(bytes, offset, read);
        }
        return read;
    }

    private ByteBuffer bufferFor(int length) {
        ByteBuffer buffer = direct;
        if (buffer == null || buffer.capacity() < length) {
            buffer = ByteBuffer.allocateDirect(Math.max(length, SMALLEST));
            direct = buffer;
        }
        return buffer.clear().limit(length);
    }

    /** For the thread that reads: it will not for a while. */
    void release() {
        direct = null;
        drained = false;
        readiness.release();
    }

    /** For whoever has closed the channel. */
    void endWait() {
        readiness.release();
    }
}
