package dev.mooring.websocket.itests.bench.server;

import dev.mooring.websocket.itests.bench.subject.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** As many frames as go into one large write, made once: to flood a client costs copies in the kernel and no more. */
final class Flood {

    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int MAX_HEADER = 10;

    private final ByteBuffer chunk;
    private final int frameBytes;
    private final int framesInChunk;

    Flood(boolean isText, int size) {
        byte[] payload = Message.of(isText, size).bytes();
        framesInChunk = Math.max(1, CHUNK_BYTES / (size + MAX_HEADER));
        chunk = ByteBuffer.allocateDirect(framesInChunk * (size + MAX_HEADER));
        for (int i = 0; i < framesInChunk; i++) {
            Frames.put(chunk, isText ? Frames.TEXT : Frames.BINARY, payload);
        }
        chunk.flip();
        frameBytes = chunk.limit() / framesInChunk;
    }

    void send(WritableByteChannel peer, int count) throws IOException {
        for (int left = count; left > 0; left -= framesInChunk) {
            int frames = Math.min(left, framesInChunk);
            Frames.writeFully(peer, chunk.duplicate().limit(frames * frameBytes));
        }
    }
}
