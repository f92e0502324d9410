package dev.mooring.websocket.itests.bench.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Masked frames into one buffer, which goes out when it is full, or when as many as make a window are in it. */
final class FloorLink implements Link {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_HEADER = 14;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MAX_SHORT = 0xffff;

    private final Socket socket;
    private final OutputStream out;
    private final Thread thread;

    private ByteBuffer buffer = ByteBuffer.allocate(512);
    private int waiting;

    private FloorLink(Socket socket, Thread thread) throws IOException {
        this.socket = socket;
        this.thread = thread;
        out = socket.getOutputStream();
    }

    static Link open(Socket socket, URI url, FloorReader reader) throws IOException {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String request = "GET " + url.getRawPath() + query + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        reader.readHead();
        Thread thread = new Thread(reader, "floor");
        thread.setDaemon(true);
        thread.start();
        return new FloorLink(socket, thread);
    }

    @Override
    public void send(Message message) throws IOException {
        // The text anew each time, as everybody must.
        byte[] payload = message.isText() ? message.text().getBytes(UTF_8) : message.bytes();
        put(message.isText() ? TEXT : BINARY, payload);
        if (++waiting >= message.window()) {
            flush();
        }
    }

    private void put(int opcode, byte[] payload) throws IOException {
        int length = payload.length;
        reserve(length + MAX_HEADER);
        buffer.put((byte) (FIN | opcode));
        if (length < SHORT_LENGTH) {
            buffer.put((byte) (MASKED | length));
        } else if (length <= MAX_SHORT) {
            buffer.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) length);
        } else {
            buffer.put((byte) (MASKED | LONG_LENGTH)).putLong(length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        buffer.putInt(mask);
        long twice = ((long) mask << Integer.SIZE) | Integer.toUnsignedLong(mask);
        ByteBuffer source = ByteBuffer.wrap(payload);
        while (source.remaining() >= Long.BYTES) {
            buffer.putLong(source.getLong() ^ twice);
        }
        for (int i = 0; source.hasRemaining(); i++) {
            buffer.put((byte) (source.get() ^ mask >> (Integer.SIZE - Byte.SIZE * (1 + i % Integer.BYTES))));
        }
    }

    /** The buffer grows with the first large need, since idle connections have none. */
    private void reserve(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes || buffer.capacity() < BUFFER_BYTES) {
                buffer = ByteBuffer.allocate(Math.max(bytes, BUFFER_BYTES));
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
        waiting = 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        put(CLOSE, new byte[] {3, (byte) 0xe8}); // 1000
        flush();
        thread.join();
        socket.close();
    }
}
