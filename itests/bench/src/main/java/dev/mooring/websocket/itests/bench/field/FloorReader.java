package dev.mooring.websocket.itests.bench.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.itests.bench.subject.Receiver;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads as much as there is into one buffer, and calls the receiver on the same thread. Ends with the connection. */
final class FloorReader implements Runnable {

    private static final int SMALL_BYTES = 2048;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int END_OF_HEAD = 0x0d0a0d0a;
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final InputStream in;
    private final Receiver receiver;

    private ByteBuffer buffer = ByteBuffer.allocate(SMALL_BYTES).limit(0);

    FloorReader(InputStream in, Receiver receiver) {
        this.in = in;
        this.receiver = receiver;
    }

    void readHead() throws IOException {
        for (int last = 0; last != END_OF_HEAD; ) {
            require(1);
            last = last << Byte.SIZE | buffer.get();
        }
    }

    @Override
    public void run() {
        try {
            while (readFrame()) {
                // Until the close frame.
            }
        } catch (IOException e) {
            // The end, too.
        }
    }

    private boolean readFrame() throws IOException {
        require(2);
        int opcode = buffer.get() & OPCODE;
        int length = buffer.get();
        if (length == SHORT_LENGTH) {
            require(Short.BYTES);
            length = Short.toUnsignedInt(buffer.getShort());
        } else if (length == LONG_LENGTH) {
            require(Long.BYTES);
            length = Math.toIntExact(buffer.getLong());
        }
        require(length);
        if (opcode == TEXT) {
            receiver.text(new String(buffer.array(), buffer.position(), length, UTF_8));
        } else if (opcode < CLOSE) {
            receiver.binary(buffer.duplicate().limit(buffer.position() + length));
        }
        buffer.position(buffer.position() + length);
        return opcode != CLOSE;
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            boolean full = buffer.limit() == buffer.capacity();
            if (buffer.capacity() < bytes || (full && buffer.capacity() < LARGE_BYTES)) {
                // Grows with the first large need, since idle connections have none.
                buffer = ByteBuffer.allocate(Math.max(bytes, LARGE_BYTES)).put(buffer);
            } else {
                buffer.compact();
            }
            while (buffer.position() < bytes) {
                int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
                if (count < 0) {
                    throw new EOFException("The server has gone");
                }
                buffer.position(buffer.position() + count);
            }
            buffer.flip();
        }
    }
}
