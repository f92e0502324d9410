package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a channel. It takes a thread only while one is needed: when nothing comes, its reader can leave, and is
 * told when something has come. What it reads, and writes in small pieces, leaves nothing behind on the thread. It
 * knows nothing of the JVM's proxy settings.
 *
 * <p>Only {@link #close()}, from any thread, ends what a thread is blocked in here. An interrupt does so while it
 * connects, and not later.
 *
 * <p>As a {@link Socket} it does what TLS and the handshakes need of one, and no more.
 */
// What Socket guards with its own lock is guarded by what it is made of here.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
public final class ChannelSocket extends Socket {

    /** What is written in pieces no larger than this leaves nothing behind on the thread. */
    public static final int TRACELESS_BYTES = 8 * 1024;

    private final SocketChannel channel;
    private final ChannelInput in;
    private final ChannelOutput out;

    /** Null before the reader has left for the first time. */
    private volatile @Nullable Lookout lookout;

    private ChannelSocket(SocketChannel channel) throws SocketException {
        super((SocketImpl) null);
        this.channel = channel;
        this.in = new ChannelInput(channel);
        this.out = new ChannelOutput(channel);
    }

    /** One that is not connected yet. */
    public static ChannelSocket open() throws IOException {
        return new ChannelSocket(SocketChannel.open());
    }

    // ---- for who reads

    /**
     * For the thread that reads: it leaves, and somebody else will read when something has come. What reading took is
     * given back.
     *
     * @param whenReady called once, on the thread of the lookout, when something has come or the socket is closed; must
     *     be quick
     * @throws IOException if the socket is closed already; nobody is called then
     */
    public void leave(Lookout to, Runnable whenReady) throws IOException {
        in.release();
        lookout = to;
        to.watch(this, whenReady);
    }

    /**
     * From now on, a write fails with a {@link java.net.SocketTimeoutException} if the peer takes nothing for so long.
     *
     * @param millis 0 for ever
     */
    public void setWriteTimeout(int millis) {
        out.setTimeout(millis);
    }

    /**
     * For the thread that writes: writes as much as goes without waiting.
     *
     * @param bytes no more than {@link #TRACELESS_BYTES}; afterwards, what has not been written remains
     * @return whether all of it has
     */
    public boolean tryToWrite(ByteBuffer bytes) throws IOException {
        return out.tryToWrite(bytes);
    }

    /** For the thread that writes: it will not for a while. What writing took is given back. */
    public void restFromWriting() {
        out.release();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    // ---- as a socket

    @Override
    public void connect(SocketAddress to) throws IOException {
        channel.socket().connect(to);
        channel.configureBlocking(false);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int millis) {
        in.setTimeout(millis);
    }

    @Override
    public int getSoTimeout() {
        return in.timeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        channel.socket().setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return channel.socket().getTcpNoDelay();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return channel.socket().isBound();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return channel.socket().getInetAddress();
    }

    @Override
    public int getPort() {
        return channel.socket().getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.socket().getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return channel.socket().getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return channel.socket().getLocalSocketAddress();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.socket().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.socket().isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Does not block, and calls nobody. Nothing can be done about a failure, so none is told. */
    @Override
    public void close() {
        try {
            // The channel first: whoever begins to wait from now on finds it closed.
            channel.close();
        } catch (IOException e) {
            // It is of no use to anybody any more.
        }
        in.endWait();
        out.endWait();
        Lookout watching = lookout;
        if (watching != null) {
            watching.closed(this);
        }
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
