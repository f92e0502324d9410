package dev.mooring.websocket.itests.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * One connection, from the handshake on. The path of the request says what it is for:
 *
 * <ul>
 *   <li>{@code /flood?type=text&size=128&count=1000}: the first message is answered with so many
 *   <li>{@code /sink?count=1000}: each time that so many messages have come, it says {@code done}
 *   <li>{@code /echo}: all messages are sent back
 *   <li>{@code /idle}: nothing, and no thread
 * </ul>
 */
final class Session implements Runnable {

    private final ByteChannel peer;
    private final IdleConnections idle;

    Session(ByteChannel peer, IdleConnections idle) {
        this.peer = peer;
        this.idle = idle;
    }

    @Override
    public void run() {
        boolean kept = false;
        try {
            FrameReader reader = new FrameReader(peer);
            Request request = Request.read(reader);
            Frames.writeFully(peer, request.answer());
            kept = request.path().equals("/idle") && peer instanceof SocketChannel;
            if (kept) {
                idle.keep((SocketChannel) peer);
            } else {
                talk(request, reader);
            }
        } catch (IOException e) {
            // Clients of all kinds end in all kinds of ways; it is they who report.
        } finally {
            if (!kept) {
                close();
            }
        }
    }

    private void talk(Request request, FrameReader reader) throws IOException {
        switch (request.path()) {
            case "/flood" -> {
                Flood flood = new Flood(request.parameter("type").equals("text"), request.number("size"));
                if (nextMessage(reader)) {
                    reader.skip();
                    flood.send(peer, request.number("count"));
                }
                drain(reader);
            }
            case "/sink" -> sink(reader, request.number("count"));
            default -> echo(reader);
        }
    }

    private void sink(FrameReader reader, int count) throws IOException {
        reader.enlarge();
        ByteBuffer done = Frames.text("done");
        for (long messages = 1; nextMessage(reader); messages++) {
            reader.skip();
            if (messages % count == 0) {
                Frames.writeFully(peer, done.duplicate());
            }
        }
    }

    private void echo(FrameReader reader) throws IOException {
        while (nextMessage(reader)) {
            Frames.writeFully(peer, Frames.frame(reader.opcode(), reader.payload()));
        }
    }

    private void drain(FrameReader reader) throws IOException {
        while (nextMessage(reader)) {
            reader.skip();
        }
    }

    /** Goes to the last frame of the next message; the frames before that have been skipped. False at the end. */
    private boolean nextMessage(FrameReader reader) throws IOException {
        while (reader.next()) {
            if (reader.opcode() == Frames.CLOSE) {
                Frames.writeFully(peer, Frames.frame(Frames.CLOSE, reader.payload()));
                return false;
            }
            if (reader.opcode() == Frames.PING) {
                Frames.writeFully(peer, Frames.frame(Frames.PONG, reader.payload()));
            } else if (reader.opcode() < Frames.CLOSE && reader.isLast()) {
                return true;
            } else {
                reader.skip();
            }
        }
        return false;
    }

    private void close() {
        try {
            peer.close();
        } catch (IOException e) {
            // Then it is closed already.
        }
    }
}
