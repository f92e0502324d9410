package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawPeer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** What a server sends that never waits for anybody: numbered messages of one size, as fast as they are taken. */
final class Flood {

    static final int DIGITS = 10;

    private final int messages;
    private final int bytes;
    private final AtomicLong sent = new AtomicLong();

    Flood(int messages, int bytes) {
        this.messages = messages;
        this.bytes = bytes;
    }

    int messages() {
        return messages;
    }

    int bytes() {
        return bytes;
    }

    /** How many messages have been taken, by all peers together. */
    long sent() {
        return sent.get();
    }

    /** Text and binary in turn. */
    void pour(RawPeer peer) throws IOException {
        peer.send(RawAnswer.upgrade(peer.request().orElseThrow()));
        byte[] payload = new byte[bytes];
        Arrays.fill(payload, (byte) '.');
        for (int i = 0; i < messages; i++) {
            byte[] number = number(i).getBytes(US_ASCII);
            System.arraycopy(number, 0, payload, 0, number.length);
            peer.send(RawFrame.of(true, i % 2 == 0 ? RawFrame.TEXT : RawFrame.BINARY, payload));
            sent.incrementAndGet();
        }
    }

    /** What the message of that number begins with. */
    static String number(int i) {
        return ("%0" + DIGITS + "d").formatted(i);
    }
}
