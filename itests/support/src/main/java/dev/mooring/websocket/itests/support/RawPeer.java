package dev.mooring.websocket.itests.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One client of a {@link RawServer}: its record, to be polled, and the server's end of it, to act with. Thread-safe.
 */
public final class RawPeer {

    /** How the client's half of the connection ended. */
    public enum End {
        /** It has not, as far as we have read. */
        NONE,
        /** The client closed it in good order (FIN). */
        CLOSED,
        /** The client cut it (RST), or we closed it first. */
        BROKEN
    }

    private final Socket socket;
    private final Thread reader;
    private final Thread player;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream(); // guarded by itself
    private final Object pause = new Object();
    private boolean paused; // guarded by pause
    private volatile Optional<RawRequest> request = Optional.empty();
    private volatile End end = End.NONE;
    private volatile Optional<Throwable> failure = Optional.empty();

    private RawPeer(Socket socket, RawScript script) {
        this.socket = socket;
        this.reader = new Thread(this::read, "test-raw-server-reader");
        this.player = new Thread(() -> play(script), "test-raw-server-script");
        reader.setDaemon(true);
        player.setDaemon(true);
    }

    static RawPeer start(Socket socket, RawScript script) {
        RawPeer peer = new RawPeer(socket, script);
        peer.reader.start();
        return peer;
    }

    /**
     * All bytes so far, request head included: also those of a TLS client, or of one that speaks no HTTP.
     *
     * @return a copy
     */
    public byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /**
     * The request head.
     *
     * @return nothing until all of it has come
     */
    public Optional<RawRequest> request() {
        return request;
    }

    /**
     * The frames that have come since the request head.
     *
     * @return those that are complete, in their order
     */
    public List<RawFrame> frames() {
        return request.map(head -> {
                    ByteBuffer bytes = ByteBuffer.wrap(received());
                    return RawFrame.in(bytes.position(head.head().length()));
                })
                .orElse(List.of());
    }

    /**
     * Whether and how the client has ended the connection.
     *
     * @return what the last read said
     */
    public End end() {
        return end;
    }

    /**
     * What the script failed with. A client that goes in the middle of it is seen here as well.
     *
     * @return nothing when it has not
     */
    public Optional<Throwable> failure() {
        return failure;
    }

    /**
     * Sends bytes, all parts in one write: what is given together arrives together, as far as TCP promises anything.
     *
     * @param parts go out one after the other
     * @throws IOException when the client has gone
     */
    public void send(byte[]... parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        synchronized (socket) {
            socket.getOutputStream().write(whole.toByteArray());
        }
    }

    /** Stops reading after the read in progress, so that the client's sends get stuck. Its end isn't seen meanwhile. */
    public void pauseReading() {
        synchronized (pause) {
            paused = true;
        }
    }

    /** Reads on. */
    public void resumeReading() {
        synchronized (pause) {
            paused = false;
            pause.notifyAll();
        }
    }

    /**
     * Says that nothing more will come (FIN), and goes on reading.
     *
     * @throws IOException when the connection is gone already
     */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Closes the connection, in good order if the client has nothing on the way.
     *
     * @throws IOException when the system refuses
     */
    public void close() throws IOException {
        socket.close();
    }

    /**
     * Cuts the connection (RST).
     *
     * @throws IOException when the system refuses
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection, and waits for the threads. */
    void finish() throws IOException, InterruptedException {
        socket.close();
        reader.interrupt();
        reader.join();
        player.interrupt();
        player.join();
    }

    private void read() {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (received) {
                    received.write(buffer, 0, length);
                }
                if (request.isEmpty()) {
                    request = RawRequest.in(received());
                    request.ifPresent(head -> player.start());
                }
                awaitResume();
            }
            end = End.CLOSED;
        } catch (IOException e) {
            end = End.BROKEN;
        } catch (InterruptedException e) {
            // The server closes: nobody asks any more.
            end = End.BROKEN;
        }
    }

    private void awaitResume() throws InterruptedException {
        synchronized (pause) {
            while (paused) {
                pause.wait();
            }
        }
    }

    private void play(RawScript script) {
        try {
            script.play(this);
        } catch (IOException | RuntimeException | Error e) {
            failure = Optional.of(e);
        }
    }
}
