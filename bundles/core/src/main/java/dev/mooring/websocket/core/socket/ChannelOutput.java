package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes small things through a buffer of its own, for the reason for which {@link ChannelInput} has one. Large ones go
 * through the JDK's.
 *
 * <p>One thread writes at a time, and hands on what it knows.
 */
final class ChannelOutput extends OutputStream {

    private static final int SMALLEST = 512;

    private final SocketChannel channel;
    private final Readiness readiness;

    /** As large as what was written lately. Null while nobody writes. */
    private @Nullable ByteBuffer direct;

    private volatile int timeoutMillis = Readiness.FOR_EVER;

    ChannelOutput(SocketChannel channel) {
        this.channel = channel;
        this.readiness = new Readiness(channel, SelectionKey.OP_WRITE);
    }

    void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes, offset, length);
        if (length <= ChannelSocket.TRACELESS_BYTES) {
            out = bufferFor(length).put(out).flip();
        }
        try {
            writeAll(out);
        } catch (IOException e) {
            throw SocketErrors.asOfSockets(e);
        }
    }

    /** Writes as much of a few bytes as goes at once. Returns false if that is not all. */
    boolean tryToWrite(ByteBuffer bytes) throws IOException {
        ByteBuffer out = bufferFor(bytes.remaining()).put(bytes.duplicate()).flip();
        try {
            bytes.position(bytes.position() + channel.write(out));
            return !bytes.hasRemaining();
        } catch (IOException e) {
            throw SocketErrors.asOfSockets(e);
        }
    }

    private void writeAll(ByteBuffer out) throws IOException {
        channel.write(out);
        while (out.hasRemaining()) {
            awaitRoom();
            channel.write(out);
        }
    }

    private void awaitRoom() throws IOException {
        int millis = timeoutMillis;
        try {
            readiness.await(millis);
        } catch (SocketTimeoutException e) {
            throw e.getCause() == null
                    ? new SocketTimeoutException("the peer has taken nothing for " + millis + " ms")
                    : e;
        }
    }

    private ByteBuffer bufferFor(int length) {
        ByteBuffer buffer = direct;
        if (buffer == null || buffer.capacity() < length) {
            buffer = ByteBuffer.allocateDirect(length <= SMALLEST ? SMALLEST : ChannelSocket.TRACELESS_BYTES);
            direct = buffer;
        }
        return buffer.clear();
    }

    /** For the thread that writes: it will not for a while. */
    void release() {
        direct = null;
        readiness.release();
    }

    /** For whoever has closed the channel. */
    void endWait() {
        readiness.release();
    }
}
